// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.Cell;
import dev.duality.results.ParameterValue;
import dev.duality.results.statistics.Ratio;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Rows of one setting by several garbage collectors. Rows of different collectors share a ratio here and nowhere else.
///
/// @param like one of its cells, for what all have alike but the collector
/// @param lines one for each row, in the run's order
public record CollectorCost(Cell like, List<Line> lines) {
    /// The collector that the others are compared with.
    public static final String BASE = "g1";

    /// The end of the name of a carrier that makes a new message for each send; without it, it is the name of the one
    /// that uses its messages again.
    private static final String FRESH = "-fresh";

    /// @param overBase time of an operation over that by [#BASE], on the same substrate
    /// @param overReused of a carrier of fresh messages, time of an operation over that of the one beside it that uses
    ///     its messages again, by the same collector
    public record Line(Row row, Optional<Ratio> overBase, Optional<Ratio> overReused) {
        public String collector() {
            return CollectorCost.collector(row.cell()).orElseThrow();
        }

        public double nanosPerOp() {
            return row.closed().orElseThrow().nanosPerOp().median();
        }
    }

    public CollectorCost {
        lines = List.copyOf(lines);
    }

    private static Optional<String> collector(Cell cell) {
        return Optional.ofNullable(cell.params().get(Cell.COLLECTOR)).map(ParameterValue::value);
    }

    /// One for each setting with rows by two collectors or more.
    static List<CollectorCost> of(Loads loads, List<Row> rows) {
        Map<CellSetting, List<Row>> settings = new LinkedHashMap<>();
        for (Row row : rows) {
            if (row.closed().isPresent() && collector(row.cell()).isPresent()) {
                settings.computeIfAbsent(
                                CellSetting.of(row.cell()).without(List.of(Cell.COLLECTOR)), _ -> new ArrayList<>())
                        .add(row);
            }
        }
        return settings.values().stream()
                .filter(same -> same.stream()
                                .map(row -> collector(row.cell()))
                                .distinct()
                                .count()
                        > 1)
                .map(same -> new CollectorCost(
                        same.getFirst().cell(),
                        same.stream().map(row -> line(loads, row, same)).toList()))
                .toList();
    }

    private static Line line(Loads loads, Row row, List<Row> same) {
        String substrate = row.cell().substrate();
        String own = collector(row.cell()).orElseThrow();
        return new Line(
                row,
                own.equals(BASE) ? Optional.empty() : over(loads, row, same, substrate, BASE),
                substrate.endsWith(FRESH)
                        ? over(loads, row, same, substrate.substring(0, substrate.length() - FRESH.length()), own)
                        : Optional.empty());
    }

    /// @param substrate of the row below the line, with the threads of the one above it
    private static Optional<Ratio> over(Loads loads, Row row, List<Row> same, String substrate, String collector) {
        return same.stream()
                .filter(other -> other.cell().substrate().equals(substrate)
                        && collector(other.cell()).equals(Optional.of(collector))
                        && other.cell().workers() == row.cell().workers()
                        && other.cell().servers() == row.cell().servers())
                .findFirst()
                .flatMap(other -> loads.ratio(row, other));
    }
}
