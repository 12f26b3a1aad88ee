// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh;

import dev.duality.results.PlainText;

/// A complaint as one line: what a user or a file has put into it breaks no line, commands no terminal, and does not
/// fill it.
public final class OneLine {
    private static final int LONGEST = 2_000;

    private OneLine() {}

    /// @param text of any length; takes time in proportion to what is shown, not to what is not
    public static String of(String text) {
        StringBuilder line = new StringBuilder();
        int at = 0;
        while (at < text.length() && line.length() <= LONGEST) {
            int c = text.codePointAt(at);
            if (Character.isWhitespace(c) && c != ' ') {
                at = endOfBlanks(text, at);
                line.setLength(line.toString().stripTrailing().length());
                line.append(' ');
            } else {
                line.appendCodePoint(PlainText.safe(c));
                at += Character.charCount(c);
            }
        }
        return at < text.length() ? line.substring(0, LONGEST) + " ..." : line.toString();
    }

    private static int endOfBlanks(String text, int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }
}
