// SPDX-License-Identifier: Apache-2.0
package dev.duality.hadoop;

import dev.duality.results.laws.Estimate;
import dev.duality.results.statistics.Digits;
import dev.duality.results.statistics.Spread;
import dev.duality.results.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Prints the times of whole jobs.
final class JobTable {
    private static final List<Table.Head> HEADS = List.of(
            Table.Head.words("text"),
            Table.Head.words("program"),
            Table.Head.number("1 task, s"),
            Table.Head.number("2 tasks, s"),
            Table.Head.number("s, the serial part"));

    private JobTable() {}

    /// The sentences that say what it shows.
    static final List<String> LEGEND = List.of(
            "Seconds are medians of whole jobs [least, greatest]. The text of two chunks is start-up. s is Amdahl's,",
            "by 1 and 2 tasks (Karp and Flatt); below 0, two tasks were more than twice as quick.");

    /// The times of all programs over all texts.
    static Table of(JobTimes times) {
        List<List<String>> rows = new ArrayList<>(rows(times, "2 chunks", JobTimes.START_UP));
        for (double size : times.sizes()) {
            rows.addAll(rows(times, "%s MB".formatted(Digits.three(size)), size));
        }
        return new Table("", HEADS, rows, List.of());
    }

    /// From which size on one program takes less than each other.
    /// @param last the program whose overtaking of the others is asked for
    static List<String> overtakings(JobTimes times, String last) {
        List<String> lines = new ArrayList<>();
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

    private static List<List<String>> rows(JobTimes times, String text, double size) {
        return times.programs().stream()
                .map(program -> List.of(
                        text,
                        program,
                        seconds(times.spread(program, 1, size)),
                        seconds(times.spread(program, 2, size)),
                        times.serial(program, size).map(JobTable::serial).orElse("")))
                .toList();
    }

    private static String seconds(Optional<Spread> spread) {
        return spread.map(all -> Digits.significant(all.median()) + " " + all.range(Digits::significant))
                .orElse("");
    }

    private static String serial(Estimate estimate) {
        return Digits.significant(estimate.value())
                + estimate.interval()
                        .map(range -> " " + range.text(Digits::significant))
                        .orElse("");
    }
}
