// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import dev.duality.results.chart.Settings;
import dev.duality.results.finding.Findings;
import dev.duality.results.finding.Overload;
import dev.duality.results.statistics.Digits;
import java.util.List;

/// The table of rows that were offered more than they can do.
public final class OverloadSheet {
    private OverloadSheet() {}

    /// One, if there are such rows.
    public static List<Table> of(Findings findings) {
        List<Overload> rows = findings.overloads();
        Settings settings =
                new Settings(rows.stream().map(row -> row.row().cell()).toList());
        return rows.isEmpty()
                ? List.of()
                : List.of(Table.of(
                        "Offered more than it can do",
                        List.of(
                                "row",
                                "threads",
                                "closed /s",
                                "offered",
                                "done /s",
                                "of best %",
                                "refused %",
                                "recovers us",
                                "p99 ns"),
                        rows.stream().map(row -> line(row, settings)).toList(),
                        List.of(
                                "Each worker has a queue of as many places on all sides, what is under way among them, and what"
                                        + " arrives when it is full is refused. Offered is the highest rate, over that of the closed loop; best"
                                        + " is the most that was done at any rate; p99 is of what was let in. It has recovered once its"
                                        + " queues are empty, at half the closed loop's rate.")));
    }

    private static List<String> line(Overload row, Settings settings) {
        Overload.Point last = row.last();
        return List.of(
                row.row().cell().workload() + " " + row.row().cell().substrate()
                        + settings.apart(row.row().cell()),
                row.row().cell().workers() + "+" + row.row().cell().servers(),
                Digits.whole(row.capacity()),
                Digits.ratio(last.offered() / row.capacity()) + " x",
                Digits.whole(last.goodput()),
                row.best() == 0 ? "" : Digits.percent(100 * last.goodput() / row.best()),
                Digits.percent(last.refusedPercent()),
                Digits.three(last.recoveryNanos() / 1e3),
                last.p99Nanos().isPresent()
                        ? Digits.three((double) last.p99Nanos().getAsLong())
                        : "");
    }
}
