// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import dev.duality.results.Cell;
import dev.duality.results.chart.Settings;
import dev.duality.results.finding.Findings;
import dev.duality.results.finding.WorkerShares;
import dev.duality.results.statistics.Digits;
import java.util.List;
import java.util.OptionalDouble;

/// The tables of how workers share a closed loop.
public final class FairnessSheet {
    private FairnessSheet() {}

    /// One for each setting with several substrates whose loops have more than one worker.
    public static List<Table> of(Findings findings) {
        List<List<WorkerShares>> lists = findings.shares();
        Settings all = new Settings(
                lists.stream().flatMap(List::stream).map(WorkerShares::cell).toList());
        return lists.stream().map(rows -> table(rows, all)).toList();
    }

    private static Table table(List<WorkerShares> rows, Settings all) {
        Cell first = rows.getFirst().cell();
        Settings settings = new Settings(rows.stream().map(WorkerShares::cell).toList());
        return Table.of(
                "How workers share it: " + first.workload() + all.apartButWaits(first),
                List.of(
                        "substrate",
                        "threads",
                        "Jain's index",
                        "least share %",
                        "most %",
                        "alone %",
                        "longest wait us"),
                rows.stream().map(row -> line(row, settings)).toList(),
                List.of(
                        "Of the worst fork. 100 % is an equal share. Alone: of the time, how much one worker got on and no"
                                + " other. The wait is the longest for 64 operations in a row, so that for one is no longer."));
    }

    private static List<String> line(WorkerShares row, Settings settings) {
        return List.of(
                row.cell().substrate() + settings.apart(row.cell()),
                row.cell().workers() + "+" + row.cell().servers(),
                jain(row),
                row.shares().isEmpty() ? "" : Digits.percent(100 * row.shares().getFirst()),
                row.shares().isEmpty() ? "" : Digits.percent(100 * row.shares().getLast()),
                row.alonePercent().isPresent()
                        ? Digits.percent(row.alonePercent().getAsDouble())
                        : "",
                wait(row.longestWaitNanos()));
    }

    static String jain(WorkerShares row) {
        return Digits.three(row.jain());
    }

    static String wait(OptionalDouble nanos) {
        return nanos.isPresent() ? Digits.three(nanos.getAsDouble() / 1e3) : "";
    }
}
