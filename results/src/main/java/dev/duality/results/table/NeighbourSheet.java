// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import dev.duality.results.Cell;
import dev.duality.results.chart.Settings;
import dev.duality.results.finding.Brief;
import dev.duality.results.finding.Findings;
import dev.duality.results.finding.NeighbourCost;
import dev.duality.results.statistics.Digits;
import java.util.List;

/// The table of rows beside a neighbour.
public final class NeighbourSheet {
    private NeighbourSheet() {}

    /// One, if the run has rows both with a neighbour and without.
    public static List<Table> of(Findings findings) {
        List<NeighbourCost> costs = findings.neighbours();
        Settings settings =
                new Settings(costs.stream().map(cost -> cost.beside().cell()).toList());
        return costs.isEmpty()
                ? List.of()
                : List.of(
                        Table.of(
                                "Beside a neighbour that streams memory",
                                List.of("kernel", "wait", "ns/op alone", "beside it", "ratio", "neighbour GB/s"),
                                costs.stream().map(cost -> row(cost, settings)).toList(),
                                List.of(
                                        "The neighbour copies between two buffers of twice the last cache each, on a core that no thread of the row"
                                                + " has; each byte is read once and written once. 1 means that it costs nothing.")));
    }

    private static List<String> row(NeighbourCost cost, Settings settings) {
        Cell cell = cost.beside().cell();
        return List.of(
                settings.kernel(cell),
                cell.waits(),
                Digits.three(NeighbourCost.nanosPerOp(cost.alone())),
                Digits.three(NeighbourCost.nanosPerOp(cost.beside())),
                cost.ratio().map(Brief::withInterval).orElse(""),
                cost.gigabytesPerSecond().isPresent()
                        ? Digits.three(cost.gigabytesPerSecond().getAsDouble())
                        : "");
    }
}
