// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import dev.duality.results.Cell;
import dev.duality.results.chart.Settings;
import dev.duality.results.finding.BoundaryCost;
import dev.duality.results.finding.Brief;
import dev.duality.results.finding.Findings;
import dev.duality.results.statistics.Digits;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The table of kernels by two placements.
public final class BoundarySheet {
    private BoundarySheet() {}

    private static final String HOSTS = "hosts";
    private static final Set<String> OTHER_CHANNELS =
            Set.of("messaging:pipe", "messaging:unix-socket", "messaging:tcp", "messaging:aeron-udp");

    /// One, if kernels were measured by several placements.
    public static List<Table> of(Findings findings) {
        List<BoundaryCost> costs = findings.boundaries();
        Settings settings = new Settings(findings);
        return costs.isEmpty()
                ? List.of()
                : List.of(Table.of(
                        "What a process boundary costs",
                        List.of("kernel", "wait", "ns/op", "by threads", "ratio"),
                        costs.stream().map(cost -> row(cost, settings)).toList(),
                        notes(costs)));
    }

    /// The meaning of 1, and the rows that differ from those of threads by more than the boundary.
    private static List<String> notes(List<BoundaryCost> costs) {
        List<Cell> hosts = costs.stream()
                .map(cost -> cost.far().cell())
                .filter(BoundarySheet::isOfHosts)
                .toList();
        List<Cell> processes = costs.stream()
                .map(cost -> cost.far().cell())
                .filter(cell -> !isOfHosts(cell))
                .toList();
        List<String> notes = new ArrayList<>(List.of("The same kernel in two placements."));
        if (!processes.isEmpty()) {
            notes.add(
                    "1 means that the boundary between processes costs nothing: memory is mapped, and a line does not know"
                            + " whose it is. Workers that share memory have a JVM each, so they also compile each for itself.");
        }
        if (processes.stream().anyMatch(cell -> cell.waits().equals("park"))) {
            notes.add(
                    "park: threads sleep by Java's own, processes on a futex, so these ratios are of two waits, too.");
        }
        List<String> others = processes.stream()
                .map(Cell::substrate)
                .filter(OTHER_CHANNELS::contains)
                .distinct()
                .toList();
        if (!others.isEmpty()) {
            notes.add(String.join(", ", others) + ": between threads what is under way is counted in memory, between"
                    + " processes by bytes or messages the way back, so these ratios are of that, too.");
        }
        if (!hosts.isEmpty()) {
            notes.add(
                    "Of hosts the ratio is of what carries the row as well, see What carries the rows of hosts: between"
                            + " two of them no memory is mapped.");
        }
        return notes;
    }

    private static boolean isOfHosts(Cell cell) {
        return cell.placement().equals(HOSTS);
    }

    private static List<String> row(BoundaryCost cost, Settings settings) {
        Cell cell = cost.far().cell();
        return List.of(
                settings.kernel(cell),
                cell.waits(),
                Digits.three(BoundaryCost.nanosPerOp(cost.far())),
                Digits.three(BoundaryCost.nanosPerOp(cost.near())),
                cost.ratio().map(Brief::withInterval).orElse(""));
    }
}
