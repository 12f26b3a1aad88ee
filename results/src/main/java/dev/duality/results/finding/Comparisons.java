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
import java.util.function.IntFunction;
import java.util.function.Supplier;

/// Finds the rows that two runs have in common, and what became of them.
final class Comparisons {
    private static final int APART = 1 << 20; // more than a run has forks
    private static final String PACE = "pace"; // steps of work in a microsecond, on this machine and day
    private static final Outcome TOO_WIDE = new Outcome.Open("the interval is too wide to tell");
    private static final Outcome BY_CHANCE =
            new Outcome.Open("of as many rows some seem to change that much by chance");

    private final Findings baseline;
    private final Findings other;
    private final double tolerated;
    private final List<String> machines;
    private final List<IntFunction<Change>> changes = new ArrayList<>(); // each from how many there are

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
                    withoutPace(cell.params()));
        }

        /// What is calibrated anew by each run differs between any two; the time it stands for is a parameter of its
        /// own.
        private static Map<String, Parameter> withoutPace(Map<String, Parameter> params) {
            Map<String, Parameter> kept = new LinkedHashMap<>(params);
            kept.remove(PACE);
            return kept;
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
                changes.stream().map(change -> change.apply(changes.size())).toList(),
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
        SortedMap<Integer, Double> now = values(other.run(), cell, measure, rate, APART);
        if (after.isEmpty() && !isMissedByFew(cell, measure, rate)) {
            failure(cell, measure)
                    .ifPresent(failure -> changes.add(_ -> new Change(
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
        Ratio raw = measure.moreIsBetter()
                ? Ratio.ofMedians(before, now, other.run().seed())
                : Ratio.ofMedians(now, before, other.run().seed());
        Optional<Ratio> byFloor = byFloor(measure, row.cell(), before, cell, now);
        changes.add(family -> new Change(
                row.cell(),
                measure,
                rate,
                Spread.of(before.values()).median(),
                Spread.of(now.values()).median(),
                Optional.of(raw),
                byFloor,
                after.isEmpty()
                        ? new Outcome.Open("the rate was missed by some of its forks")
                        : outcome(
                                new Judged(raw, () -> wide(measure, before, now, family)),
                                byFloor.map(ratio -> new Judged(
                                        ratio, () -> wideByFloor(measure, row.cell(), before, cell, now, family)))),
                after.map(grade::and).orElse(grade)));
    }

    /// A rate that one fork of five misses makes the row fail, but says of this hour as much as of the code. What fails
    /// for another reason has failed.
    private boolean isMissedByFew(Cell cell, Measure measure, double rate) {
        if (!failure(cell, measure).map(Failure::part).equals(Optional.of(new Failure.Part.Open(rate)))) {
            return false;
        }
        List<OpenLoop> loops = Rows.measured(other.run(), cell).values().stream()
                .flatMap(fork -> fork.open().stream())
                .filter(loop -> loop.targetPerSecond() == rate)
                .toList();
        long missed = loops.stream()
                .filter(loop -> Grading.missed(rate, loop.achievedPerSecond()))
                .count();
        return missed > 0 && 2 * missed < loops.size();
    }

    /// A ratio with its interval, and with the one that it needs among so many others.
    private record Judged(Ratio ratio, Supplier<Optional<Interval>> wide) {}

    private Optional<Interval> wide(
            Measure measure, SortedMap<Integer, Double> before, SortedMap<Integer, Double> after, int family) {
        return Resampling.interval(
                List.of(before, after),
                medians -> slower(measure, medians),
                other.run().seed(),
                family);
    }

    private static double slower(Measure measure, double[] medians) {
        return measure.moreIsBetter() ? medians[0] / medians[1] : medians[1] / medians[0];
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
        List<SortedMap<Integer, Double>> all = withFloors(cellBefore, before, cellAfter, after);
        if (all.stream().anyMatch(Map::isEmpty)) {
            return Optional.empty();
        }
        double value =
                byFloor(measure, all.stream().mapToDouble(Resampling::median).toArray());
        Optional<Interval> interval = Resampling.interval(
                all, medians -> byFloor(measure, medians), other.run().seed());
        return Optional.of(new Ratio(value, interval, Math.min(before.size(), after.size())));
    }

    private Optional<Interval> wideByFloor(
            Measure measure,
            Cell cellBefore,
            SortedMap<Integer, Double> before,
            Cell cellAfter,
            SortedMap<Integer, Double> after,
            int family) {
        return Resampling.interval(
                withFloors(cellBefore, before, cellAfter, after),
                medians -> byFloor(measure, medians),
                other.run().seed(),
                family);
    }

    private List<SortedMap<Integer, Double>> withFloors(
            Cell cellBefore, SortedMap<Integer, Double> before, Cell cellAfter, SortedMap<Integer, Double> after) {
        return List.of(before, after, floors(baseline, cellBefore, 2 * APART), floors(other, cellAfter, 3 * APART));
    }

    private static double byFloor(Measure measure, double[] medians) {
        return slower(measure, medians) * medians[2] / medians[3];
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

    private Outcome outcome(Judged time, Optional<Judged> byFloor) {
        Ratio raw = time.ratio;
        if (raw.forks() < Ratio.FORKS_FOR_AN_INTERVAL) {
            return new Outcome.Open(raw.forks() + (raw.forks() == 1 ? " fork" : " forks") + ", where "
                    + Ratio.FORKS_FOR_AN_INTERVAL + " are needed");
        }
        if (byFloor.isEmpty()) {
            return machines.isEmpty()
                    ? outcome(time)
                    : new Outcome.Open("another machine, and no floor to measure both by");
        }
        Outcome multiple = outcome(byFloor.get());
        if (!machines.isEmpty()) {
            return multiple;
        }
        Outcome own = outcome(time);
        if (own.equals(multiple)) {
            return own;
        }
        return own instanceof Outcome.Open ? own : new Outcome.Open("the floor changed, too");
    }

    private Outcome outcome(Judged judged) {
        if (judged.ratio.interval().isEmpty()) {
            return new Outcome.Open("no interval");
        }
        Interval interval = judged.ratio.interval().get();
        double most = 1 + tolerated;
        if (interval.low() > most) {
            return judged.wide.get().filter(wide -> wide.low() > most).isPresent() ? new Outcome.Slower() : BY_CHANCE;
        }
        if (interval.high() < 1 / most) {
            return judged.wide.get().filter(wide -> wide.high() < 1 / most).isPresent()
                    ? new Outcome.Faster()
                    : BY_CHANCE;
        }
        return interval.low() >= 1 / most && interval.high() <= most ? new Outcome.Same() : TOO_WIDE;
    }
}
