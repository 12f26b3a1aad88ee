// SPDX-License-Identifier: Apache-2.0
package dev.duality.results;

/// Makes text that can be shown of what a run says. A run may come from anybody.
public final class PlainText {
    /// Nobody reads more of one text on a page; `run.json` has all of it.
    private static final int LONGEST_TEXT = 2_000;

    private PlainText() {}

    /// One line of text in which no character does anything: line ends are spaces, and what would command a terminal or
    /// turn the direction of reading is a question mark.
    public static String line(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints().forEach(c -> plain.appendCodePoint(safe(c)));
        return plain.toString();
    }

    /// The same of no more than is read: what is longer ends with ` ...`.
    public static String of(String text) {
        return text.codePointCount(0, text.length()) > LONGEST_TEXT
                ? line(text.substring(0, text.offsetByCodePoints(0, LONGEST_TEXT))) + " ..."
                : line(text);
    }

    /// One character of such a line.
    public static int safe(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL -> c == '\n' || c == '\r' || c == '\t' ? ' ' : '?';
            case Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE -> '?';
            default -> c;
        };
    }
}
