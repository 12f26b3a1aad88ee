// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.machine.doctor;

import dev.duality.jmh.machine.doctor.Finding.State;
import dev.duality.results.Paragraph;
import java.util.ArrayList;
import java.util.List;

/// Findings as plain text.
public final class FindingsText {
    private FindingsText() {}

    /// A block for each finding and a last line that counts them; each line ends with `\n`.
    /// @param columns the longest line; what is longer than its column is broken
    public static String of(List<Finding> findings, int columns) {
        int width = findings.stream()
                .mapToInt(finding -> finding.subject().length())
                .max()
                .orElse(0);
        int margin = "PROBLEM  ".length() + width + 2;
        StringBuilder text = new StringBuilder();
        for (Finding finding : findings) {
            String head = "%-9s%-" + (width + 2) + "s";
            List<String> said = new ArrayList<>();
            said.add(finding.seen());
            if (!finding.means().isEmpty()) {
                said.add("-> " + finding.means());
            }
            if (!finding.advice().isEmpty()) {
                said.add("do: " + finding.advice());
            }
            String lead = head.formatted(finding.state(), finding.subject());
            for (String one : said) {
                Paragraph.lines(lead, one, margin, columns)
                        .forEach(line -> text.append(line).append('\n'));
                lead = " ".repeat(margin);
            }
        }
        return text.append('\n').append(summary(findings)).append('\n').toString();
    }

    private static String summary(List<Finding> findings) {
        return count(findings, State.OK) + " ok, " + plural(count(findings, State.NOTE), "note") + ", "
                + plural(count(findings, State.PROBLEM), "problem");
    }

    private static String plural(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private static long count(List<Finding> findings, State state) {
        return findings.stream().filter(finding -> finding.state() == state).count();
    }
}
