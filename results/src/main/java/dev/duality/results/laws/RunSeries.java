// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.laws;

import dev.duality.results.Cell;
import dev.duality.results.Outcome.Measured;
import dev.duality.results.Parameter;
import dev.duality.results.Run;
import dev.duality.results.finding.Findings;
import dev.duality.results.finding.Row;
import dev.duality.results.statistics.Spread;
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

/// The series of a run: rows that differ in their workers alone. Jobs have the plain specification as their base;
/// closed
/// loops have their own first worker.
public final class RunSeries {
    /// A series, and the cell that it begins with.
    ///
    /// @param first the one with the least workers
    public record Found(Cell first, Series series) {}

    /// Rows of one series.
    private record Kind(
            String workload,
            String substrate,
            int servers,
            Map<String, Parameter> params,
            int payloadBytes,
            int window,
            String waits) {
        static Kind of(Cell cell) {
            return new Kind(
                    cell.workload(),
                    cell.substrate(),
                    cell.servers(),
                    cell.params(),
                    cell.payloadBytes(),
                    cell.window(),
                    cell.waits());
        }

        String words() {
            return workload + " " + substrate
                    + (servers > 0 ? ", n + " + servers : "")
                    + ", " + waits
                    + (payloadBytes > 0 ? ", " + payloadBytes + " bytes" : "")
                    + (window > 1 ? ", window " + window : "");
        }

        String withParams() {
            return words()
                    + params.entrySet().stream()
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
                row -> row.job().isPresent(),
                fork -> fork.job().map(job -> job.seconds()),
                fork -> fork.job().map(job -> job.plainSeconds()));
        all.add(
                ", closed loop",
                Quantity.THROUGHPUT,
                row -> row.closed().isPresent(),
                fork -> fork.closed().map(loop -> loop.opsPerSecond()),
                _ -> Optional.empty());
        return List.copyOf(all.found);
    }

    private void add(
            String load,
            Quantity quantity,
            Predicate<Row> has,
            Function<Measured, Optional<Double>> value,
            Function<Measured, Optional<Double>> plain) {
        Map<Kind, TreeMap<Integer, Cell>> kinds = new LinkedHashMap<>();
        for (Findings.Workload workload : findings.workloads()) {
            workload.rows().stream()
                    .filter(has)
                    .forEach(row -> kinds.computeIfAbsent(Kind.of(row.cell()), _ -> new TreeMap<>())
                            .putIfAbsent(row.cell().workers(), row.cell()));
        }
        kinds.values().removeIf(cells -> cells.size() < 2);
        Map<String, Integer> names = new HashMap<>();
        kinds.keySet().forEach(kind -> names.merge(kind.words(), 1, Integer::sum));
        kinds.forEach((kind, cells) -> {
            List<Series.Point> points = new ArrayList<>();
            cells.forEach((workers, cell) ->
                    points.add(new Series.Point(workers, cell.threads(), values(List.of(cell), value))));
            SortedMap<Integer, Double> plainly = values(List.copyOf(cells.values()), plain);
            Series series = new Series(
                    (names.get(kind.words()) > 1 ? kind.withParams() : kind.words()) + load,
                    quantity,
                    points,
                    Optional.of(plainly).filter(forks -> !forks.isEmpty()),
                    OptionalInt.of(findings.run().machine().usableCores()));
            found.add(new Found(cells.firstEntry().getValue(), series));
        });
    }

    /// By fork; of several cells the median.
    private SortedMap<Integer, Double> values(List<Cell> cells, Function<Measured, Optional<Double>> value) {
        Run run = findings.run();
        SortedMap<Integer, List<Double>> byFork = new TreeMap<>();
        for (Cell cell : cells) {
            run.records(cell).forEach(record -> {
                if (record.outcome() instanceof Measured measured) {
                    value.apply(measured)
                            .ifPresent(number -> byFork.computeIfAbsent(record.fork(), _ -> new ArrayList<>())
                                    .add(number));
                }
            });
        }
        SortedMap<Integer, Double> values = new TreeMap<>();
        byFork.forEach((fork, all) -> values.put(fork, Spread.of(all).median()));
        return values;
    }
}
