// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.page;

import dev.duality.results.chart.PlainText;
import dev.duality.results.statistics.Digits;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// Markup, element by element. What a run says is escaped here: it is text, whatever it looks like.
final class Html {
    /// A page stays a page, however large the run.
    private static final int MOST = 20 << 20;

    /// Elements no deeper than this end their line.
    private static final int LINES = 4;

    private static final int ASCII = 0x80;

    private final StringBuilder out = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /// @param attributes names and values in turn; the names are ours
    Html open(String element, String... attributes) {
        out.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            escape(attributes[i + 1]);
            out.append('"');
        }
        out.append('>');
        open.push(element);
        return this;
    }

    Html close() {
        out.append("</").append(open.pop()).append('>');
        if (open.size() <= LINES) {
            out.append('\n');
        }
        return this;
    }

    Html text(String text) {
        escape(text);
        return this;
    }

    Html element(String element, String text, String... attributes) {
        return open(element, attributes).text(text).close();
    }

    /// An element that cannot hold anything.
    Html empty(String element, String... attributes) {
        open(element, attributes);
        open.pop();
        return this;
    }

    /// A list with a text in each item; nothing if there are none.
    Html list(List<String> items) {
        if (!items.isEmpty()) {
            open("ul");
            int told = 0;
            for (String item : items) {
                if (full()) {
                    break;
                }
                element("li", item);
                told++;
            }
            if (told < items.size()) {
                element("li", "and " + Digits.whole(items.size() - told) + " more, which have no room here");
            }
            close();
        }
        return this;
    }

    int length() {
        return out.length();
    }

    /// Whether there is no room for more that can be left out.
    boolean full() {
        return out.length() > MOST;
    }

    /// @throws IllegalStateException if an element is still open
    String markup() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("still open: " + open);
        }
        return out.toString();
    }

    private void escape(String text) {
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
    }
}
