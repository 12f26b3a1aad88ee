// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.Cell;
import dev.duality.results.Figure;
import dev.duality.results.statistics.Ratio;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// One kernel alone and with a neighbour, all else alike: what it loses by it.
///
/// @param alone with nobody beside
/// @param beside with a thread on another core that streams memory
/// @param ratio time per operation beside it over that alone, if they have rounds in common
/// @param rounds the same of each round that both have
public record NeighbourCost(Row alone, Row beside, Optional<Ratio> ratio, List<Double> rounds) {
    /// @param regime none of one thread alone, which sees no other core
    private record Kernel(CellSetting setting, String substrate, int workers, int servers, Optional<Regime> regime) {
        static Kernel of(Row row) {
            Cell cell = row.cell();
            return new Kernel(
                    CellSetting.of(cell).without(List.of(Cell.NEIGHBOUR)),
                    cell.substrate(),
                    cell.workers(),
                    cell.servers(),
                    cell.threads() == 1 ? Optional.empty() : row.regime());
        }
    }

    public NeighbourCost {
        rounds = List.copyOf(rounds);
    }

    public static double nanosPerOp(Row row) {
        return row.closed().orElseThrow().nanosPerOp().median();
    }

    /// The gigabytes that the neighbour copied in a second, each byte read once and written once.
    public OptionalDouble gigabytesPerSecond() {
        return beside.closed().orElseThrow().costs().figure(Figure.NEIGHBOUR).stream()
                .mapToDouble(Figure::value)
                .findFirst();
    }

    /// One for each row with a neighbour that has its like without one.
    static List<NeighbourCost> of(Loads loads, List<Row> rows) {
        Map<Kernel, List<Row>> kernels = new LinkedHashMap<>();
        for (Row row : rows) {
            if (row.closed().isPresent() && !row.cell().substrate().equals(Cell.PLAIN)) {
                kernels.computeIfAbsent(Kernel.of(row), _ -> new ArrayList<>()).add(row);
            }
        }
        List<NeighbourCost> costs = new ArrayList<>();
        for (List<Row> same : kernels.values()) {
            same.stream()
                    .filter(row -> !has(row))
                    .findFirst()
                    .ifPresent(alone -> same.stream()
                            .filter(NeighbourCost::has)
                            .forEach(beside -> costs.add(new NeighbourCost(
                                    alone,
                                    beside,
                                    loads.ratio(beside, alone),
                                    Loads.ratios(loads.nanosPerOp(beside), loads.nanosPerOp(alone))))));
        }
        return costs;
    }

    private static boolean has(Row row) {
        return row.cell().params().containsKey(Cell.NEIGHBOUR);
    }
}
