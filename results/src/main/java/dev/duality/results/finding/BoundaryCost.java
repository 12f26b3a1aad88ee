// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.Cell;
import dev.duality.results.statistics.Ratio;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// One kernel by two placements, all else alike: what the boundary between processes, or between hosts, costs.
///
/// @param near with all parties on threads of one JVM
/// @param far with the parties further apart
/// @param ratio time per operation of the far one over that of the near one, if they have rounds in common
/// @param rounds the same of each round that both have
public record BoundaryCost(Row near, Row far, Optional<Ratio> ratio, List<Double> rounds) {
    public BoundaryCost {
        rounds = List.copyOf(rounds);
    }

    public static double nanosPerOp(Row row) {
        return row.closed().orElseThrow().nanosPerOp().median();
    }

    /// @return one for each row of another placement than threads that has its like among threads
    static List<BoundaryCost> of(Loads loads, List<Row> rows) {
        List<Row> closed = rows.stream()
                .filter(row ->
                        row.closed().isPresent() && !row.cell().substrate().equals(Cell.PLAIN))
                .toList();
        List<BoundaryCost> costs = new ArrayList<>();
        for (List<Row> same : RowKernel.group(closed, setting -> setting.without(List.of(Cell.PLACEMENT)))) {
            Optional<Row> near = same.stream().filter(BoundaryCost::isNear).findFirst();
            near.ifPresent(
                    one -> same.stream().filter(row -> !isNear(row)).forEach(far -> costs.add(of(loads, one, far))));
        }
        return costs;
    }

    private static boolean isNear(Row row) {
        return row.cell().placement().equals(Cell.THREADS);
    }

    private static BoundaryCost of(Loads loads, Row near, Row far) {
        SortedMap<Integer, Double> above = loads.nanosPerOp(far);
        SortedMap<Integer, Double> below = loads.nanosPerOp(near);
        List<Double> rounds = Loads.ratios(above, below);
        return new BoundaryCost(
                near, far, rounds.isEmpty() ? Optional.empty() : Optional.of(Ratio.ofBlocks(above, below)), rounds);
    }
}
