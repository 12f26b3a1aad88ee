// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.BatchMeans;
import dev.duality.results.Cell;
import dev.duality.results.CellRecord;
import dev.duality.results.ClosedLoop;
import dev.duality.results.FixedJob;
import dev.duality.results.OpenLoop;
import dev.duality.results.Outcome;
import dev.duality.results.Outcome.Measured;
import dev.duality.results.Run;
import dev.duality.results.folder.RunFolder;
import dev.duality.results.statistics.Digits;
import dev.duality.results.statistics.Latencies;
import dev.duality.results.statistics.Ratio;
import dev.duality.results.statistics.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.HdrHistogram.Histogram;

/// Takes the forks of each cell together, and puts aside what is no row.
final class Rows {
    private final Run run;
    private final Function<OpenLoop, Histogram> histograms;
    private final List<FloorFinding> floors;
    private final Grading grading;

    private final List<Row> rows = new ArrayList<>();
    private final List<Failure> failures = new ArrayList<>();
    private final List<Skip> skips = new ArrayList<>();

    private Rows(Run run, List<FloorFinding> floors, Function<OpenLoop, Histogram> histograms) {
        this.run = run;
        this.histograms = histograms;
        this.floors = floors;
        grading = new Grading(run.machine(), run.jvm().profiler(), floors);
    }

    static Rows of(Run run, List<FloorFinding> floors, Function<OpenLoop, Histogram> histograms) {
        Rows rows = new Rows(run, floors, histograms);
        run.plan().forEach(rows::add);
        return rows;
    }

    List<Row> rows() {
        return rows;
    }

    List<Failure> failures() {
        return failures;
    }

    List<Skip> skips() {
        return skips;
    }

    /// The forks that measured the cell, by their number.
    static SortedMap<Integer, Measured> measured(Run run, Cell cell) {
        SortedMap<Integer, Measured> forks = new TreeMap<>();
        run.records(cell).forEach(record -> {
            if (record.outcome() instanceof Measured measured) {
                forks.put(record.fork(), measured);
            }
        });
        return forks;
    }

    private void add(Cell cell) {
        List<CellRecord> failed = new ArrayList<>();
        List<String> skipped = new ArrayList<>();
        run.records(cell).forEach(record -> {
            switch (record.outcome()) {
                case Measured _ -> {}
                case Outcome.Failed _ -> failed.add(record);
                case Outcome.Skipped(String reason) -> skipped.add(reason);
            }
        });
        List<Measured> forks = List.copyOf(measured(run, cell).values());
        if (!failed.isEmpty()) {
            failures.add(failure(cell, failed.getFirst(), failed.size(), forks.size()));
        } else if (!forks.isEmpty()) {
            int before = failures.size();
            Optional<Row.Closed> closed = closed(cell, forks);
            List<Row.Open> open = open(cell, forks);
            Optional<Row.Job> job = job(cell, forks);
            if (closed.isPresent() || !open.isEmpty() || job.isPresent()) {
                List<Failure> own = List.copyOf(failures.subList(before, failures.size()));
                rows.add(new Row(cell, forks.size(), closed, open, job, own, Optional.empty()));
            }
        } else if (!skipped.isEmpty()) {
            skips.add(new Skip(cell, skipped.getFirst()));
        } else {
            skips.add(new Skip(cell, "not measured before the run ended"));
        }
    }

    /// One failed fork is enough: leaving it out would show the lucky ones.
    private static Failure failure(Cell cell, CellRecord first, int failed, int measured) {
        Outcome.Failed outcome = (Outcome.Failed) first.outcome();
        String forks = failed + measured == 1
                ? ""
                : failed + " of " + (failed + measured) + " forks failed, fork " + first.fork() + " first: ";
        return new Failure(
                cell,
                new Failure.Part.Whole(),
                forks + outcome.reason(),
                outcome.log().map(log -> first.files().contains(log) ? RunFolder.placeOf(log) : log));
    }

    private Optional<Row.Closed> closed(Cell cell, List<Measured> forks) {
        List<Measured> having =
                forks.stream().filter(fork -> fork.closed().isPresent()).toList();
        List<ClosedLoop> loops =
                having.stream().map(fork -> fork.closed().orElseThrow()).toList();
        if (loops.isEmpty()) {
            return Optional.empty();
        }
        Spread nanosPerOp = Spread.of(loops.stream().map(ClosedLoop::nanosPerOp).toList());
        // With a window of w, w operations are under way at once, so each lasts w times as long.
        Optional<String> broken =
                grading.betterThanTheFloor(cell, having.getFirst(), nanosPerOp.median() * cell.window());
        if (broken.isPresent()) {
            failures.add(Failure.of(cell, new Failure.Part.Closed(), broken.get()));
            return Optional.empty();
        }
        Spread opsPerSecond =
                Spread.of(loops.stream().map(ClosedLoop::opsPerSecond).toList());
        return Optional.of(new Row.Closed(
                opsPerSecond,
                nanosPerOp,
                cell.window() == 1 ? xFloor(having.getFirst(), nanosPerOp.median()) : OptionalDouble.empty(),
                grading.boundNanos(cell, having.getFirst()),
                batches(loops, opsPerSecond.median()),
                unsteady(loops),
                Costs.of(loops.stream().map(ClosedLoop::usage).toList()),
                grading.grade(
                        cell, having, loops.stream().map(ClosedLoop::usage).toList())));
    }

    private List<Row.Open> open(Cell cell, List<Measured> forks) {
        return forks.stream()
                .flatMap(fork -> fork.open().stream())
                .map(OpenLoop::targetPerSecond)
                .distinct()
                .flatMap(rate -> open(cell, forks, rate).stream())
                .toList();
    }

    private Optional<Row.Open> open(Cell cell, List<Measured> forks, double rate) {
        List<Measured> having = new ArrayList<>();
        List<OpenLoop> loops = new ArrayList<>();
        for (Measured fork : forks) {
            for (OpenLoop loop : fork.open()) {
                if (loop.targetPerSecond() == rate) {
                    having.add(fork);
                    loops.add(loop);
                }
            }
        }
        Failure.Part part = new Failure.Part.Open(rate);
        Spread achieved =
                Spread.of(loops.stream().map(OpenLoop::achievedPerSecond).toList());
        if (Grading.missed(rate, achieved.lowest())) {
            failures.add(Failure.of(
                    cell,
                    part,
                    "rate missed: " + Digits.whole(achieved.lowest()) + " of " + Digits.whole(rate)
                            + " operations per second"));
            return Optional.empty();
        }
        Latencies latencies = Latencies.merge(loops.stream().map(histograms).toList());
        OptionalDouble middle = latencies.percentile(50).isPresent()
                ? OptionalDouble.of((double) latencies.percentile(50).getAsLong())
                : OptionalDouble.empty();
        Optional<String> broken = middle.isEmpty()
                ? Optional.empty()
                : grading.betterThanTheFloor(cell, having.getFirst(), middle.getAsDouble() + clockStep());
        if (broken.isPresent()) {
            failures.add(Failure.of(cell, part, broken.get()));
            return Optional.empty();
        }
        return Optional.of(new Row.Open(
                rate,
                achieved,
                latencies.count(),
                latencies.lowest(),
                latencies.percentile(50),
                latencies.percentile(90),
                latencies.percentile(99),
                latencies.percentile(99.9),
                latencies.percentile(99.99),
                latencies.highest(),
                latencies.curve(),
                middle.isEmpty() ? middle : xFloor(having.getFirst(), middle.getAsDouble()),
                Costs.of(loops.stream().map(OpenLoop::usage).toList()),
                grading.grade(cell, having, loops.stream().map(OpenLoop::usage).toList())));
    }

    private Optional<Row.Job> job(Cell cell, List<Measured> forks) {
        SortedMap<Integer, Double> plain = new TreeMap<>();
        SortedMap<Integer, Double> split = new TreeMap<>();
        List<Measured> having =
                forks.stream().filter(fork -> fork.job().isPresent()).toList();
        List<FixedJob> jobs =
                having.stream().map(fork -> fork.job().orElseThrow()).toList();
        if (jobs.isEmpty()) {
            return Optional.empty();
        }
        for (FixedJob job : jobs) { // T1 and Tn of one fork ran one after the other, so they pair
            plain.put(plain.size(), job.plainSeconds());
            split.put(split.size(), job.seconds());
        }
        return Optional.of(new Row.Job(
                Spread.of(split.values()),
                Spread.of(plain.values()),
                Ratio.ofMedians(plain, split, run.seed()),
                OptionalInt.empty(),
                0,
                Costs.of(jobs.stream().map(FixedJob::usage).toList()),
                grading.grade(cell, having, jobs.stream().map(FixedJob::usage).toList())));
    }

    private OptionalDouble xFloor(Measured fork, double nanos) {
        return FloorFinding.between(floors, fork.cpus())
                .map(floor -> OptionalDouble.of(nanos / floor.roundTripNanos().median()))
                .orElse(OptionalDouble.empty());
    }

    private double clockStep() {
        return floors.stream().mapToDouble(FloorFinding::clockStepNanos).max().orElse(0);
    }

    private static Optional<BatchMeans> batches(List<ClosedLoop> loops, double middle) {
        return loops.stream()
                .filter(loop -> loop.batches().isPresent())
                .min((a, b) -> Double.compare(Math.abs(a.opsPerSecond() - middle), Math.abs(b.opsPerSecond() - middle)))
                .flatMap(ClosedLoop::batches);
    }

    private static Optional<String> unsteady(List<ClosedLoop> loops) {
        for (ClosedLoop loop : loops) {
            List<Double> scores = loop.iterations();
            if (scores.size() >= 2) {
                double early = Spread.of(scores.subList(0, scores.size() / 2)).median();
                double late = Spread.of(scores.subList((scores.size() + 1) / 2, scores.size()))
                        .median();
                if (Math.abs(late - early) > Limits.STEADY * Math.max(late, early)) {
                    return Optional.of("not steady: the scores of a fork moved by more than "
                            + Digits.three(Limits.STEADY * 100) + " % while it was measured");
                }
            }
        }
        return Optional.empty();
    }
}
