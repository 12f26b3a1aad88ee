// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import dev.duality.results.Paragraph;
import dev.duality.results.PlainText;
import java.util.List;

/// Text that may go to a terminal. A run may come from anybody, so nothing in it reaches the terminal as a command.
final class Plain {
    private Plain() {}

    /// One line, see [PlainText#line], without blanks around it.
    static String line(String text) {
        return PlainText.line(text.strip());
    }

    /// Its lines, see [Paragraph#lines], all but the first moved in as far as `lead` is long.
    static List<String> paragraph(String lead, String text, int columns) {
        return Paragraph.lines(lead, line(text), lead.length(), columns);
    }
}
