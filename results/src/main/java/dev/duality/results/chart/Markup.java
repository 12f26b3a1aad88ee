// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.chart;

import dev.duality.results.PlainText;

/// Text as markup: what a run says stays text, whatever it looks like. In ASCII, so that no encoding changes it.
public final class Markup {
    private static final int ASCII = 0x80;

    private Markup() {}

    /// Of one line, see [PlainText#of]; for elements and for attributes in quotes.
    public static String of(String text) {
        StringBuilder out = new StringBuilder(text.length());
        PlainText.of(text).codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> {
                    if (c < ASCII) {
                        out.append((char) c);
                    } else {
                        out.append("&#").append(c).append(';');
                    }
                }
            }
        });
        return out.toString();
    }
}
