// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.Cell;
import dev.duality.results.FloorProbes;
import dev.duality.results.OpenLoop;
import dev.duality.results.Outcome.Measured;
import dev.duality.results.ParameterValue;
import dev.duality.results.Run;
import dev.duality.results.finding.Change.Outcome;
import dev.duality.results.statistics.Interval;
import dev.duality.results.statistics.Ratio;
import dev.duality.results.statistics.Spread;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// Finds the rows that two runs have in common, regime by regime, and what became of them.
final class Comparisons {
    private static final String PACE = "pace"; // steps of work in a microsecond, on this machine and day

    /// Parameters that were called something else in runs of the release before.
    private static final Map<String, String> FORMER = Map.of("looks", "reads");
    private static final Outcome TOO_WIDE = new Outcome.Open("the interval is too wide to tell");
    private static final Outcome BY_CHANCE =
            new Outcome.Open("the forks of both runs overlap, and of as many rows some change that much by chance");
    private static final Outcome ELSEWHERE =
            new Outcome.Open("another machine: a time there says nothing of the code here");

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

    /// The fields that make two cells of different runs the same. Names of cells, contracts and bounds may change with
    /// the code.
    private record Place(String substrate, int workers, int servers, CellSetting setting) {
        static Place of(Cell cell) {
            return new Place(
                    cell.substrate(),
                    cell.workers(),
                    cell.servers(),
                    CellSetting.of(cell).withParams(withoutPace(cell.params())));
        }

        /// The parameters without those that each run calibrates anew, which differ between any two; the time they
        /// stand for is a parameter of its own.
        private static Map<String, ParameterValue> withoutPace(Map<String, ParameterValue> params) {
            Map<String, ParameterValue> kept = new LinkedHashMap<>();
            params.forEach((name, value) -> kept.put(FORMER.getOrDefault(name, name), value));
            kept.remove(PACE);
            return kept;
        }
    }

    Comparison comparison() {
        Map<Place, Cell> before = places(baseline.run());
        Map<Place, Cell> after = places(other.run());
        for (Findings.WorkloadFindings workload : baseline.workloads()) {
            for (Row row : workload.rows()) {
                Cell same = after.get(Place.of(row.cell()));
                if (same != null && before.get(Place.of(row.cell())).equals(row.cell())) {
                    compare(row, same);
                }
            }
        }
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

    private void compare(Row row, Cell cell) {
        Optional<Row> found = other.workloads().stream()
                .flatMap(workload -> workload.rows().stream())
                .filter(its -> its.cell().equals(cell) && sameRegime(row, its))
                .findFirst();
        if (row.closed().isPresent()) {
            compare(
                    row,
                    cell,
                    found,
                    Measure.THROUGHPUT,
                    0,
                    found.flatMap(Row::closed).map(Row.Closed::grade));
        }
        if (row.job().isPresent()) {
            compare(row, cell, found, Measure.JOB, 0, found.flatMap(Row::job).map(Row.Job::grade));
        }
        for (Row.Open open : row.open()) {
            Optional<Row.Open> same = found.stream()
                    .flatMap(its -> its.open().stream())
                    .filter(its -> its.targetPerSecond() == open.targetPerSecond())
                    .findFirst();
            boolean tried = same.isPresent() || failure(cell, Measure.LATENCY).isPresent();
            if (open.p50Nanos().isPresent() && tried) {
                compare(row, cell, found, Measure.LATENCY, open.targetPerSecond(), same.map(Row.Open::grade));
            }
        }
    }

    /// Two runs seldom measure one floor to the digit: it is the same machine where the other run has no regime that is
    /// nearer, and the two floors lie no further apart than the probes of a load that did not move.
    private boolean sameRegime(Row before, Row after) {
        if (before.regime().isEmpty() || after.regime().isEmpty()) {
            return before.regime().isEmpty() && after.regime().isEmpty();
        }
        double floor = before.regime().get().floorNanos();
        Regime nearest = other.regimes().all().stream()
                .min(Comparator.comparingDouble(regime -> apart(floor, regime.floorNanos())))
                .orElseThrow();
        return nearest.equals(after.regime().get()) && apart(floor, nearest.floorNanos()) <= 1 + FloorProbes.MOVED;
    }

    private static double apart(double one, double other) {
        return Math.max(one, other) / Math.min(one, other);
    }

    /// @param after the grade of the other run's load; empty if it has no number
    private void compare(Row row, Cell cell, Optional<Row> found, Measure measure, double rate, Optional<Grade> after) {
        List<Double> before = values(baseline, row, measure, rate);
        Grade grade = grade(row, measure, rate);
        Optional<Failure> failure = after.isEmpty() ? failure(cell, measure) : Optional.empty();
        Told told;
        if (failure.isPresent()) {
            told = isMissedByFew(cell, measure, rate)
                    ? Told.nothing(new Outcome.Open("the rate was missed by some of its forks"), grade)
                    : Told.nothing(
                            new Outcome.Failed(failure.get().reason()),
                            grade.and(failure.get().grade()));
        } else if (found.isEmpty() || after.isEmpty()) {
            told = Told.nothing(new Outcome.Open("the other run has no row of it in this regime"), grade);
        } else {
            List<Double> now = values(other, found.get(), measure, rate);
            Ratio raw = measure.moreIsBetter() ? Ratio.ofSamples(before, now) : Ratio.ofSamples(now, before);
            Interval range = measure.moreIsBetter() ? range(before, now) : range(now, before);
            told = new Told(
                    Spread.of(now).median(),
                    Optional.of(raw),
                    over(now, Spread.of(before).median(), measure),
                    machines.isEmpty() ? outcome(raw, range) : ELSEWHERE,
                    grade.and(after.get()));
        }
        changes.add(new Change(
                row.cell(),
                row.regime(),
                measure,
                rate,
                Spread.of(before).median(),
                told.after,
                told.raw,
                told.forks,
                told.outcome,
                told.grade));
    }

    /// The other run's answer to a number of the baseline.
    private record Told(double after, Optional<Ratio> raw, List<Double> forks, Outcome outcome, Grade grade) {
        /// It has no number there.
        static Told nothing(Outcome outcome, Grade grade) {
            return new Told(0, Optional.empty(), List.of(), outcome, grade);
        }
    }

    private static List<Double> over(List<Double> forks, double usual, Measure measure) {
        return forks.stream()
                .map(value -> measure.moreIsBetter() ? usual / value : value / usual)
                .toList();
    }

    /// Every fork of one run over every fork of the other: of 6 and 6 forks all lie on one side by chance in 2 of 1,000
    /// rows.
    private static Interval range(List<Double> above, List<Double> below) {
        Spread top = Spread.of(above);
        Spread bottom = Spread.of(below);
        return new Interval(top.lowest() / bottom.highest(), top.highest() / bottom.lowest());
    }

    /// A rate that one fork of five misses makes the row fail, but says of this hour as much as of the code. What fails
    /// for another reason has failed.
    private boolean isMissedByFew(Cell cell, Measure measure, double rate) {
        if (!failure(cell, measure).map(Failure::part).equals(Optional.of(new Failure.Part.Open(rate)))) {
            return false;
        }
        List<OpenLoop> loops = other.loads().forks(cell).values().stream()
                .flatMap(forks -> forks.values().stream())
                .flatMap(fork -> fork.open().stream())
                .filter(loop -> loop.targetPerSecond() == rate)
                .toList();
        long missed = loops.stream().filter(Grading::missed).count();
        return missed > 0 && 2 * missed < loops.size();
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

    /// The reason why the other run has no number there.
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

    private static List<Double> values(Findings findings, Row row, Measure measure, double rate) {
        return findings.loads().forks(row).values().stream()
                .flatMap(fork -> value(fork, row, measure, rate).stream())
                .toList();
    }

    private static Optional<Double> value(Measured fork, Row row, Measure measure, double rate) {
        return measure == Measure.LATENCY
                ? fork.open().stream()
                        .filter(loop -> loop.targetPerSecond() == rate)
                        .findFirst()
                        .map(loop -> Math.max(1.0, (double) loop.p50Nanos()))
                : measure.value(fork, row);
    }

    /// @param range of all forks over all others
    private Outcome outcome(Ratio raw, Interval range) {
        if (!raw.confident()) {
            return new Outcome.Open(
                    "%d fork%s: too few for an interval of 95 %%".formatted(raw.forks(), raw.forks() == 1 ? "" : "s"));
        }
        Interval interval = raw.interval().orElseThrow();
        double most = 1 + tolerated;
        if (interval.low() > most) {
            return range.low() > most ? new Outcome.Slower() : BY_CHANCE;
        }
        if (interval.high() < 1 / most) {
            return range.high() < 1 / most ? new Outcome.Faster() : BY_CHANCE;
        }
        return interval.low() >= 1 / most && interval.high() <= most ? new Outcome.Same() : TOO_WIDE;
    }
}
