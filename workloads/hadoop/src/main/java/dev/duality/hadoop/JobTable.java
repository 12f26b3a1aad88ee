// SPDX-License-Identifier: Apache-2.0
package dev.duality.hadoop;

import dev.duality.results.laws.Estimate;
import dev.duality.results.statistics.Digits;
import dev.duality.results.statistics.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Prints the times of whole jobs.
final class JobTable {
    private static final String ROW = "%8s  %-24s  %-26s  %-26s  %s";

    private JobTable() {}

    /// @param last the program whose overtaking of the others is asked for
    static List<String> lines(JobTimes times, String last) {
        List<String> lines = new ArrayList<>();
        lines.add(ROW.formatted("text", "program", "1 task, s", "2 tasks, s", "s, the serial part"));
        rows(times, "2 chunks", JobTimes.START_UP, lines);
        for (double size : times.sizes()) {
            rows(times, "%s MB".formatted(Digits.three(size)), size, lines);
        }
        lines.add("");
        lines.add(
                "Seconds are medians of whole jobs [least, greatest]. The text of two chunks is start-up. s is Amdahl's,");
        lines.add("by 1 and 2 tasks (Karp and Flatt); below 0, two tasks were more than twice as quick.");
        lines.add("");
        for (String other : times.programs()) {
            if (!other.equals(last)) {
                for (int tasks = 1; tasks <= 2; tasks++) {
                    overtaking(times, last, other, tasks, lines);
                }
            }
        }
        return lines;
    }

    private static void overtaking(JobTimes times, String last, String other, int tasks, List<String> lines) {
        int others = times.spread(other, tasks, JobTimes.START_UP).isPresent() ? tasks : 1; // plain has one
        lines.add("%s by %s overtakes %s by %s: %s"
                .formatted(
                        last,
                        tasks(tasks),
                        other,
                        tasks(others),
                        times.overtaking(last, tasks, other, others).line()));
    }

    private static String tasks(int count) {
        return count == 1 ? "1 task" : count + " tasks";
    }

    private static void rows(JobTimes times, String text, double size, List<String> lines) {
        for (String program : times.programs()) {
            lines.add(ROW.formatted(
                            text,
                            program,
                            seconds(times.spread(program, 1, size)),
                            seconds(times.spread(program, 2, size)),
                            times.serial(program, size).map(JobTable::serial).orElse(""))
                    .stripTrailing());
        }
    }

    private static String seconds(Optional<Spread> spread) {
        return spread.map(all -> "%s [%s, %s]"
                        .formatted(
                                Digits.significant(all.median()),
                                Digits.significant(all.lowest()),
                                Digits.significant(all.highest())))
                .orElse("");
    }

    private static String serial(Estimate estimate) {
        return Digits.significant(estimate.value())
                + estimate.interval()
                        .map(range -> " [%s, %s]"
                                .formatted(Digits.significant(range.low()), Digits.significant(range.high())))
                        .orElse("");
    }
}
