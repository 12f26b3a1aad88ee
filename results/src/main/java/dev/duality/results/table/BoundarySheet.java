// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import dev.duality.results.Cell;
import dev.duality.results.finding.BoundaryCost;
import dev.duality.results.finding.Brief;
import dev.duality.results.finding.Findings;
import dev.duality.results.statistics.Digits;
import java.util.List;

/// The table of kernels by two placements.
public final class BoundarySheet {
    private BoundarySheet() {}

    /// One, if kernels were measured by several placements.
    public static List<Table> of(Findings findings) {
        List<BoundaryCost> costs = findings.boundaries();
        return costs.isEmpty()
                ? List.of()
                : List.of(
                        Table.of(
                                "What a process boundary costs",
                                List.of(
                                        "kernel",
                                        "w+s",
                                        "wait",
                                        "payload",
                                        "placement",
                                        "ns/op",
                                        "by threads",
                                        "ratio"),
                                costs.stream().map(BoundarySheet::row).toList(),
                                List.of(
                                        "The same kernel in two placements. 1 means that the boundary costs nothing: memory is mapped, and a line does not know whose it is. Workers that share memory have a JVM each, so they also compile each for itself.")));
    }

    private static List<String> row(BoundaryCost cost) {
        Cell cell = cost.far().cell();
        return List.of(
                cell.workload() + " " + cell.substrate() + (cell.window() > 1 ? " x" + cell.window() : ""),
                cell.workers() + "+" + cell.servers(),
                cell.waits(),
                Integer.toString(cell.payloadBytes()),
                cell.placement(),
                Digits.three(BoundaryCost.nanosPerOp(cost.far())),
                Digits.three(BoundaryCost.nanosPerOp(cost.near())),
                cost.ratio().map(Brief::withInterval).orElse(""));
    }
}
