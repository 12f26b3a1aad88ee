// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.machine.doctor;

import dev.duality.jmh.machine.doctor.Finding.State;
import java.util.ArrayList;
import java.util.List;

/// Findings as plain text.
public final class FindingsText {
    private static final int NARROWEST = 20;

    private FindingsText() {}

    /// A block for each finding and a last line that counts them; each line ends with `\n`.
    /// @param columns the longest line, as far as words allow it
    public static String of(List<Finding> findings, int columns) {
        int width = findings.stream()
                .mapToInt(finding -> finding.subject().length())
                .max()
                .orElse(0);
        int margin = "PROBLEM  ".length() + width + 2;
        StringBuilder text = new StringBuilder();
        for (Finding finding : findings) {
            String head = "%-9s%-" + (width + 2) + "s";
            text.append(head.formatted(finding.state(), finding.subject()));
            List<String> lines = new ArrayList<>(wrap(finding.seen(), columns - margin));
            if (!finding.means().isEmpty()) {
                lines.addAll(wrap("-> " + finding.means(), columns - margin));
            }
            if (!finding.advice().isEmpty()) {
                lines.addAll(wrap("do: " + finding.advice(), columns - margin));
            }
            text.append(String.join("\n" + " ".repeat(margin), lines)).append('\n');
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

    private static List<String> wrap(String text, int room) {
        int most = Math.max(room, NARROWEST);
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > most) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
