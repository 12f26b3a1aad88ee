// SPDX-License-Identifier: Apache-2.0
package dev.duality.results;

import java.util.ArrayList;
import java.util.List;

/// Text in lines that fit a terminal, broken between words.
public final class Paragraph {
    /// No limit: what a file or a pipe gets, where a line is a record.
    public static final int UNLIMITED = Integer.MAX_VALUE;

    private static final int NARROWEST = 20;

    private Paragraph() {}

    /// @param lead what the first line begins with; it is never broken
    /// @param indent by how many blanks each further line is moved in
    /// @param columns the most characters of a line; a word that no line has room for is broken, so that no line is
    ///     longer, and each line has room for 20 characters behind its indent, so that a narrow terminal still gets
    /// words
    public static List<String> lines(String lead, String text, int indent, int columns) {
        String margin = " ".repeat(indent);
        int most = (int) Math.min(UNLIMITED, Math.max(columns, (long) indent + NARROWEST));
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(lead);
        String between = "";
        for (String word : text.split(" ", -1)) {
            boolean fits = line.length() + between.length() + word.length() <= most;
            if (!fits && line.length() > indent && !line.toString().isBlank()) { // another line has more room
                lines.add(line.toString().stripTrailing());
                line = new StringBuilder(margin);
                between = "";
            }
            line.append(between);
            String rest = word;
            while (line.length() + rest.length() > most) {
                int room = most - line.length();
                lines.add(line + rest.substring(0, room));
                rest = rest.substring(room);
                line = new StringBuilder(margin);
            }
            line.append(rest);
            between = " ";
        }
        lines.add(line.toString());
        return lines;
    }
}
