// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.Cell;
import dev.duality.results.Floor;
import dev.duality.results.OpenLoop;
import dev.duality.results.Outcome.Measured;
import dev.duality.results.Parameter;
import dev.duality.results.Run;
import dev.duality.results.finding.Change.Outcome;
import dev.duality.results.statistics.Interval;
import dev.duality.results.statistics.Ratio;
import dev.duality.results.statistics.Resampling;
import dev.duality.results.statistics.Spread;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/// Finds the rows that two runs have in common, and what became of them.
final class Comparisons {
    private static final int APART = 1 << 20; // more than a run has forks

    private final Findings baseline;
    private final Findings other;
    private final double tolerated;
    private final List<String> machines;
    private final List<Change> changes = new ArrayList<>();

    Comparisons(Findings baseline, Findings other, double tolerated) {
        this.baseline = baseline;
        this.other = other;
        this.tolerated = tolerated;
        this.machines =
                Comparison.differences(baseline.run().machine(), other.run().machine());
    }

    /// What makes two cells of different runs the same. Names of cells, contracts and bounds may change with the code.
    private record Place(
            String workload,
            String substrate,
            int workers,
            int servers,
            String waits,
            int payloadBytes,
            int window,
            Map<String, Parameter> params) {
        static Place of(Cell cell) {
            return new Place(
                    cell.workload(),
                    cell.substrate(),
                    cell.workers(),
                    cell.servers(),
                    cell.waits(),
                    cell.payloadBytes(),
                    cell.window(),
                    cell.params());
        }
    }

    Comparison comparison() {
        Map<Place, Cell> before = places(baseline.run());
        Map<Place, Cell> after = places(other.run());
        Map<Cell, Row> rowsBefore = rows(baseline);
        Map<Cell, Row> rowsAfter = rows(other);
        before.forEach((place, cell) -> {
            Row row = rowsBefore.get(cell);
            if (row != null && after.containsKey(place)) {
                compare(row, after.get(place), Optional.ofNullable(rowsAfter.get(after.get(place))));
            }
        });
        return new Comparison(
                baseline,
                other,
                tolerated,
                machines,
                floorRatio(),
                changes,
                without(before, after),
                without(after, before));
    }

    private static Map<Place, Cell> places(Run run) {
        Map<Place, Cell> places = new LinkedHashMap<>();
        run.plan().forEach(cell -> places.putIfAbsent(Place.of(cell), cell));
        return places;
    }

    private static Map<Cell, Row> rows(Findings findings) {
        Map<Cell, Row> rows = new LinkedHashMap<>();
        findings.workloads().forEach(workload -> workload.rows().forEach(row -> rows.put(row.cell(), row)));
        return rows;
    }

    private static List<Cell> without(Map<Place, Cell> some, Map<Place, Cell> others) {
        return some.entrySet().stream()
                .filter(entry -> !others.containsKey(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    private OptionalDouble floorRatio() {
        return baseline.floor().isPresent() && other.floor().isPresent()
                ? OptionalDouble.of(other.floor().get().roundTripNanos().median()
                        / baseline.floor().get().roundTripNanos().median())
                : OptionalDouble.empty();
    }

    private void compare(Row row, Cell cell, Optional<Row> found) {
        if (row.closed().isPresent()) {
            compare(row, cell, Measure.THROUGHPUT, 0, found.flatMap(Row::closed).map(Row.Closed::grade));
        }
        if (row.job().isPresent()) {
            compare(row, cell, Measure.JOB, 0, found.flatMap(Row::job).map(Row.Job::grade));
        }
        for (Row.Open open : row.open()) {
            Optional<Row.Open> same = found.stream()
                    .flatMap(its -> its.open().stream())
                    .filter(its -> its.targetPerSecond() == open.targetPerSecond())
                    .findFirst();
            boolean tried = same.isPresent() || failure(cell, Measure.LATENCY).isPresent();
            if (open.p50Nanos().isPresent() && tried) {
                compare(row, cell, Measure.LATENCY, open.targetPerSecond(), same.map(Row.Open::grade));
            }
        }
    }

    /// @param after the grade of the other run's load; empty if it has no number
    private void compare(Row row, Cell cell, Measure measure, double rate, Optional<Grade> after) {
        SortedMap<Integer, Double> before = values(baseline.run(), row.cell(), measure, rate, 0);
        Grade grade = grade(row, measure, rate);
        if (after.isEmpty()) {
            failure(cell, measure)
                    .ifPresent(failure -> changes.add(new Change(
                            row.cell(),
                            measure,
                            rate,
                            Spread.of(before.values()).median(),
                            0,
                            Optional.empty(),
                            Optional.empty(),
                            new Outcome.Failed(failure.reason()),
                            grade.and(failure.grade()))));
            return;
        }
        SortedMap<Integer, Double> now = values(other.run(), cell, measure, rate, APART);
        Ratio raw = measure.moreIsBetter()
                ? Ratio.ofMedians(before, now, other.run().seed())
                : Ratio.ofMedians(now, before, other.run().seed());
        Optional<Ratio> byFloor = byFloor(measure, row.cell(), before, cell, now);
        changes.add(new Change(
                row.cell(),
                measure,
                rate,
                Spread.of(before.values()).median(),
                Spread.of(now.values()).median(),
                Optional.of(raw),
                byFloor,
                outcome(raw, byFloor),
                grade.and(after.get())));
    }

    private static Grade grade(Row row, Measure measure, double rate) {
        return switch (measure) {
            case THROUGHPUT, JOB -> measure.grade(row);
            case LATENCY ->
                row.open().stream()
                        .filter(open -> open.targetPerSecond() == rate)
                        .findFirst()
                        .orElseThrow()
                        .grade();
        };
    }

    /// Why the other run has no number there.
    private Optional<Failure> failure(Cell cell, Measure measure) {
        return other.failures().stream()
                .filter(failure -> failure.cell().equals(cell))
                .filter(failure -> switch (failure.part()) {
                    case Failure.Part.Whole() -> true;
                    case Failure.Part.Closed() -> measure == Measure.THROUGHPUT;
                    case Failure.Part.Open(double _) -> measure == Measure.LATENCY;
                })
                .findFirst();
    }

    /// @param apart added to the forks' numbers: forks of two runs were no rounds
    private static SortedMap<Integer, Double> values(Run run, Cell cell, Measure measure, double rate, int apart) {
        SortedMap<Integer, Double> values = new TreeMap<>();
        Rows.measured(run, cell)
                .forEach((fork, measured) ->
                        value(measured, measure, rate).ifPresent(value -> values.put(fork + apart, value)));
        return values;
    }

    private static Optional<Double> value(Measured fork, Measure measure, double rate) {
        return measure == Measure.LATENCY
                ? fork.open().stream()
                        .filter(loop -> loop.targetPerSecond() == rate)
                        .findFirst()
                        .map(OpenLoop::p50Nanos)
                        .map(Long::doubleValue)
                : measure.value(fork);
    }

    /// The floor has an interval of its own: it is drawn from as often as it was measured.
    private Optional<Ratio> byFloor(
            Measure measure,
            Cell cellBefore,
            SortedMap<Integer, Double> before,
            Cell cellAfter,
            SortedMap<Integer, Double> after) {
        SortedMap<Integer, Double> floorBefore = floors(baseline, cellBefore, 2 * APART);
        SortedMap<Integer, Double> floorAfter = floors(other, cellAfter, 3 * APART);
        if (floorBefore.isEmpty() || floorAfter.isEmpty()) {
            return Optional.empty();
        }
        List<SortedMap<Integer, Double>> all = List.of(before, after, floorBefore, floorAfter);
        double value =
                byFloor(measure, all.stream().mapToDouble(Resampling::median).toArray());
        Optional<Interval> interval = Resampling.interval(
                all, medians -> byFloor(measure, medians), other.run().seed());
        return Optional.of(new Ratio(value, interval, Math.min(before.size(), after.size())));
    }

    private static double byFloor(Measure measure, double[] medians) {
        double slower = measure.moreIsBetter() ? medians[0] / medians[1] : medians[1] / medians[0];
        return slower * medians[2] / medians[3];
    }

    private static SortedMap<Integer, Double> floors(Findings findings, Cell cell, int apart) {
        List<Integer> cpus = Rows.measured(findings.run(), cell).values().stream()
                .findFirst()
                .map(Measured::cpus)
                .orElse(List.of());
        List<Floor> all = findings.run().floors();
        List<Floor> own =
                all.stream().filter(floor -> floor.cpus().equals(cpus)).toList();
        SortedMap<Integer, Double> values = new TreeMap<>();
        for (Floor floor : own.isEmpty() ? all : own) {
            values.put(apart + values.size(), floor.roundTripNanos());
        }
        return values;
    }

    private Outcome outcome(Ratio raw, Optional<Ratio> byFloor) {
        if (raw.forks() < Ratio.FORKS_FOR_AN_INTERVAL) {
            return new Outcome.Open("%d fork%s, where %d are needed"
                    .formatted(raw.forks(), raw.forks() == 1 ? "" : "s", Ratio.FORKS_FOR_AN_INTERVAL));
        }
        if (byFloor.isEmpty()) {
            return machines.isEmpty()
                    ? outcome(raw)
                    : new Outcome.Open("another machine, and no floor to measure both by");
        }
        Outcome multiple = outcome(byFloor.get());
        if (!machines.isEmpty()) {
            return multiple;
        }
        Outcome time = outcome(raw);
        if (time.equals(multiple)) {
            return time;
        }
        return time instanceof Outcome.Open ? time : new Outcome.Open("the floor changed, too");
    }

    private Outcome outcome(Ratio ratio) {
        Optional<Interval> interval = ratio.interval();
        if (interval.isEmpty()) {
            return new Outcome.Open("no interval");
        }
        double most = 1 + tolerated;
        if (interval.get().low() > most) {
            return new Outcome.Slower();
        }
        if (interval.get().high() < 1 / most) {
            return new Outcome.Faster();
        }
        return interval.get().low() >= 1 / most && interval.get().high() <= most
                ? new Outcome.Same()
                : new Outcome.Open("the interval is too wide to tell");
    }
}
