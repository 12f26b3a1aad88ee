// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

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
        return findings.shares().stream().map(FairnessSheet::table).toList();
    }

    private static Table table(List<WorkerShares> rows) {
        return Table.of(
                "How workers share it: " + rows.getFirst().cell().workload(),
                List.of(
                        "substrate",
                        "threads",
                        "Jain's index",
                        "least share %",
                        "most %",
                        "alone %",
                        "longest wait us"),
                rows.stream().map(FairnessSheet::line).toList(),
                List.of(
                        "Of the worst fork. 100 % is an equal share. Alone: of the time, how much one worker got on and no"
                                + " other. The wait is the longest for 64 operations in a row, so that for one is no longer."));
    }

    private static List<String> line(WorkerShares row) {
        return List.of(
                row.cell().substrate(),
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
