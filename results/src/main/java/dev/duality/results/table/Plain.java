// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import dev.duality.results.PlainText;
import java.util.ArrayList;
import java.util.List;

/// Text that may go to a terminal. A run may come from anybody, so nothing in it reaches the terminal as a command.
final class Plain {
    private Plain() {}

    /// One line, see [PlainText#line], without blanks around it.
    static String line(String text) {
        return PlainText.line(text.strip());
    }

    /// Lines of at most `columns`, broken at spaces, all but the first indented as far as `lead` is long.
    static List<String> paragraph(String lead, String text, int columns) {
        List<String> lines = new ArrayList<>();
        String indent = " ".repeat(lead.length());
        StringBuilder line = new StringBuilder(lead);
        boolean empty = true;
        for (String word : line(text).split(" ", -1)) {
            if (!empty && line.length() + 1 + word.length() > columns) {
                lines.add(line.toString());
                line = new StringBuilder(indent);
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        lines.add(line.toString());
        return lines;
    }
}
