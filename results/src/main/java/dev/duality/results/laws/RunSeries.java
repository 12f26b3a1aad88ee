// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.laws;

import dev.duality.results.Cell;
import dev.duality.results.Outcome.Measured;
import dev.duality.results.SubstrateSide;
import dev.duality.results.finding.CellSetting;
import dev.duality.results.finding.Findings;
import dev.duality.results.finding.Regime;
import dev.duality.results.finding.Row;
import dev.duality.results.statistics.Digits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The series of a run: rows of one regime that differ in their workers alone; a row of one thread, which has no
/// regime, stands in each. Jobs have T1 as their base, closed loops their own first worker.
public final class RunSeries {
    /// A series, and the cell that it begins with.
    ///
    /// @param first the one with the least workers
    public record Found(Cell first, Series series) {}

    /// Rows of one series.
    private record Kind(String substrate, int servers, CellSetting setting, Optional<Regime> regime) {
        static Kind of(Row row) {
            Cell cell = row.cell();
            return new Kind(cell.substrate(), cell.servers(), CellSetting.of(cell), row.regime());
        }

        /// The same of one thread, which has no regime.
        Kind without() {
            return new Kind(substrate, servers, setting, Optional.empty());
        }

        String text() {
            return setting.workload() + " " + substrate
                    + (servers > 0 ? ", n + " + servers : "")
                    + ", " + setting.waits()
                    + (setting.payloadBytes() > 0 ? ", " + Digits.whole(setting.payloadBytes()) + " bytes" : "")
                    + (setting.window() > 1 ? ", window " + setting.window() : "");
        }

        /// With all that may tell it from another of the same words.
        String withParams() {
            return text()
                    + regime.map(found -> ", " + found.text()).orElse("")
                    + setting.params().entrySet().stream()
                            .map(one ->
                                    ", " + one.getKey() + "=" + one.getValue().value())
                            .collect(Collectors.joining());
        }
    }

    private final Findings findings;
    private final List<Found> found = new ArrayList<>();

    private RunSeries(Findings findings) {
        this.findings = findings;
    }

    /// Those of two n or more, in the run's order: jobs first.
    public static List<Series> of(Findings findings) {
        return withCells(findings).stream().map(Found::series).toList();
    }

    /// The same ones, each with its cell.
    public static List<Found> withCells(Findings findings) {
        RunSeries all = new RunSeries(findings);
        all.add(
                ", job",
                Quantity.SECONDS,
                row -> row.job().isPresent() && row.cell().side() != SubstrateSide.PLAIN,
                fork -> fork.job().map(job -> job.seconds()),
                findings::plainSeconds);
        all.add(
                ", closed loop",
                Quantity.THROUGHPUT,
                row -> row.closed().isPresent(),
                fork -> fork.closed().map(loop -> loop.opsPerSecond()),
                _ -> new TreeMap<>());
        return List.copyOf(all.found);
    }

    private void add(
            String load,
            Quantity quantity,
            Predicate<Row> has,
            Function<Measured, Optional<Double>> value,
            Function<Row, SortedMap<Integer, Double>> plain) {
        Map<Kind, SortedMap<Integer, Row>> kinds = new LinkedHashMap<>();
        List<Row> alone = new ArrayList<>(); // rows of one thread, which stand in no regime
        for (Findings.WorkloadFindings workload : findings.workloads()) {
            workload.rows().stream().filter(has).forEach(row -> {
                if (row.regime().isEmpty() && row.cell().threads() == 1) {
                    alone.add(row);
                } else {
                    put(kinds, Kind.of(row), row);
                }
            });
        }
        alone.forEach(row -> {
            List<Kind> same = kinds.keySet().stream()
                    .filter(kind -> kind.without().equals(Kind.of(row)))
                    .toList();
            (same.isEmpty() ? List.of(Kind.of(row)) : same).forEach(kind -> put(kinds, kind, row));
        });
        kinds.values().removeIf(rows -> rows.size() < 2);
        Map<String, Integer> names = new HashMap<>();
        kinds.keySet().forEach(kind -> names.merge(kind.text(), 1, Integer::sum));
        kinds.forEach((kind, rows) -> {
            List<Series.Point> points = new ArrayList<>();
            rows.forEach((workers, row) ->
                    points.add(new Series.Point(workers, row.cell().threads(), values(row, value))));
            SortedMap<Integer, Double> plainly = plain.apply(rows.lastEntry().getValue());
            Series series = new Series(
                    (names.get(kind.text()) > 1 ? kind.withParams() : kind.text()) + load,
                    quantity,
                    points,
                    Optional.of(plainly).filter(forks -> !forks.isEmpty()),
                    OptionalInt.of(findings.run().machine().usableCores()));
            found.add(new Found(rows.firstEntry().getValue().cell(), series));
        });
    }

    private static void put(Map<Kind, SortedMap<Integer, Row>> kinds, Kind kind, Row row) {
        kinds.computeIfAbsent(kind, _ -> new TreeMap<>()).putIfAbsent(row.cell().workers(), row);
    }

    /// By round.
    private SortedMap<Integer, Double> values(Row row, Function<Measured, Optional<Double>> value) {
        SortedMap<Integer, Double> values = new TreeMap<>();
        findings.forks(row)
                .forEach((fork, measured) -> value.apply(measured).ifPresent(number -> values.put(fork, number)));
        return values;
    }
}
