// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.BatchMeans;
import dev.duality.results.Cell;
import dev.duality.results.CellRecord;
import dev.duality.results.ClosedLoop;
import dev.duality.results.Floor;
import dev.duality.results.FloorProbes;
import dev.duality.results.OpenLoop;
import dev.duality.results.Outcome;
import dev.duality.results.Outcome.Measured;
import dev.duality.results.Run;
import dev.duality.results.Stalls;
import dev.duality.results.folder.RunFolder;
import dev.duality.results.statistics.Digits;
import dev.duality.results.statistics.Latencies;
import dev.duality.results.statistics.Spread;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/// Takes the forks of each cell and regime together, and puts aside what is no row.
final class Rows {
    private final Run run;
    private final Loads loads;
    private final Function<OpenLoop, Histogram> histograms;
    private final List<FloorFinding> floors;
    private final Grading grading;
    private final Jobs jobs;

    private final List<Row> rows = new ArrayList<>();
    private final List<Failure> failures = new ArrayList<>();
    private final List<Skip> skips = new ArrayList<>();

    private Rows(Run run, Loads loads, List<FloorFinding> floors, Function<OpenLoop, Histogram> histograms) {
        this.run = run;
        this.loads = loads;
        this.histograms = histograms;
        this.floors = floors;
        grading = new Grading(run, floors);
        jobs = new Jobs(run, loads, grading);
    }

    static Rows of(Run run, Loads loads, List<FloorFinding> floors, Function<OpenLoop, Histogram> histograms) {
        Rows rows = new Rows(run, loads, floors, histograms);
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

    private void add(Cell cell) {
        List<CellRecord> failed = new ArrayList<>();
        List<String> skipped = new ArrayList<>();
        Set<Integer> measured = new HashSet<>();
        for (CellRecord record : run.records(cell).toList()) {
            switch (record.outcome()) {
                case Measured _ -> measured.add(record.fork());
                case Outcome.Failed _ -> failed.add(record);
                case Outcome.Skipped(String reason) -> skipped.add(reason);
            }
        }
        if (!failed.isEmpty()) {
            Set<Integer> forks = failed.stream().map(CellRecord::fork).collect(Collectors.toSet());
            measured.removeAll(forks);
            failures.add(failure(cell, failed.getFirst(), forks.size(), measured.size()));
        } else if (!loads.forks(cell).isEmpty()) {
            loads.forks(cell).keySet().forEach(regime -> add(cell, regime));
        } else if (!measured.isEmpty()) {
            skips.add(new Skip(
                    cell,
                    (loads.moves(cell).setAside() > 0
                                    ? "the machine moved during all of its loads: "
                                    : "no load of it ran in a regime of this run: ")
                            + loads.moves(cell).text()));
        } else if (!skipped.isEmpty()) {
            skips.add(new Skip(cell, skipped.getFirst()));
        } else {
            skips.add(new Skip(cell, "not measured before the run ended"));
        }
    }

    private void add(Cell cell, Optional<Regime> regime) {
        List<Measured> forks = List.copyOf(loads.forks(cell, regime).values());
        int before = failures.size();
        Optional<Row.Closed> closed = closed(cell, regime, forks);
        List<Row.Open> open = open(cell, regime, forks);
        Optional<Row.Job> job = jobs.of(cell, regime);
        if (closed.isEmpty() && open.isEmpty() && job.isEmpty()) {
            return;
        }
        Optional<RoundTrips> roundTrips = cell.window() == 1 ? RoundTrips.of(loads, cell) : Optional.empty();
        List<String> notes = new ArrayList<>();
        roundTrips.flatMap(found -> found.belowBound(cell)).ifPresent(notes::add);
        WorkerShares.of(cell, forks).flatMap(WorkerShares::monopoly).ifPresent(notes::add);
        Jobs.unlike(loads.forks(cell, regime).values(), cell.workers()).ifPresent(notes::add);
        List<Failure> failed = List.copyOf(failures.subList(before, failures.size()));
        List<String> missing = MissingLoads.of(run, loads, cell, regime, closed, open, job, failed);
        notes.addAll(missing);
        rows.add(new Row(
                cell,
                regime,
                forks.size(),
                loads.moves(cell),
                closed,
                open,
                job,
                roundTrips,
                notes,
                missing,
                failed,
                Optional.empty(),
                List.of()));
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

    private void fail(Cell cell, Optional<Regime> regime, Failure.Part part, String reason) {
        failures.add(Failure.of(cell, part, reason + where(regime)));
    }

    private String where(Optional<Regime> regime) {
        return loads.regimes().several()
                ? regime.map(found -> " (" + found.text() + ")").orElse("")
                : "";
    }

    private Optional<Row.Closed> closed(Cell cell, Optional<Regime> regime, List<Measured> forks) {
        List<Measured> having =
                forks.stream().filter(fork -> fork.closed().isPresent()).toList();
        List<ClosedLoop> loops =
                having.stream().map(fork -> fork.closed().orElseThrow()).toList();
        if (loops.isEmpty()) {
            return Optional.empty();
        }
        for (Measured fork : having) {
            ClosedLoop loop = fork.closed().orElseThrow();
            // With a window of w, w operations are under way at once, so each lasts w times as long.
            Optional<String> broken =
                    grading.betterThanTheFloor(cell, fork, loop.probes(), loop.nanosPerOp() * cell.window());
            if (broken.isPresent()) {
                fail(cell, regime, new Failure.Part.Closed(), broken.get());
                return Optional.empty();
            }
        }
        Spread nanosPerOp = Spread.of(loops.stream().map(ClosedLoop::nanosPerOp).toList());
        Spread opsPerSecond =
                Spread.of(loops.stream().map(ClosedLoop::opsPerSecond).toList());
        List<Optional<FloorProbes>> probes =
                loops.stream().map(ClosedLoop::probes).toList();
        Optional<String> unsteady = unsteady(loops);
        return Optional.of(new Row.Closed(
                opsPerSecond,
                nanosPerOp,
                cell.window() == 1 && cell.servers() > 0
                        ? xFloor(having.getFirst(), probes, nanosPerOp.median())
                        : OptionalDouble.empty(),
                having.stream()
                        .map(fork -> grading.boundNanos(
                                cell, fork, fork.closed().orElseThrow().probes()))
                        .filter(OptionalDouble::isPresent)
                        .mapToDouble(OptionalDouble::getAsDouble)
                        .min(),
                batches(loops, opsPerSecond.median()),
                unsteady,
                Costs.of(loops.stream().map(ClosedLoop::usage).toList()),
                grading.grade(
                        cell,
                        new Grading.Graded(
                                having,
                                probes,
                                loops.stream().map(ClosedLoop::usage).toList(),
                                nanosPerOp,
                                unsteady,
                                having.stream().anyMatch(fork -> nearer(cell, fork))))));
    }

    private List<Row.Open> open(Cell cell, Optional<Regime> regime, List<Measured> forks) {
        return forks.stream()
                .flatMap(fork -> fork.open().stream())
                .map(OpenLoop::targetPerSecond)
                .distinct()
                .sorted()
                .flatMap(rate -> open(cell, regime, forks, rate).stream())
                .toList();
    }

    private Optional<Row.Open> open(Cell cell, Optional<Regime> regime, List<Measured> forks, double rate) {
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
        Failure.Part.Open part = new Failure.Part.Open(rate);
        Optional<OpenLoop> late =
                loops.stream().filter(Grading::missed).max((a, b) -> Long.compare(a.behindNanos(), b.behindNanos()));
        if (late.isPresent()) {
            failures.add(Failure.missedRate(
                    cell,
                    part,
                    Digits.whole(late.get().achievedPerSecond()) + " of " + Digits.whole(rate)
                            + " operations per second, "
                            + Digits.three(late.get().behindNanos() / 1e6) + " ms behind at the end" + where(regime)));
            return Optional.empty();
        }
        Latencies latencies = Latencies.merge(loops.stream().map(histograms).toList());
        for (int i = 0; i < loops.size(); i++) {
            OpenLoop loop = loops.get(i);
            Optional<String> broken = Latencies.bears(loop.count(), 50)
                    ? grading.betterThanTheFloor(cell, having.get(i), loop.probes(), loop.p50Nanos() + clockStep())
                    : Optional.empty();
            if (broken.isPresent()) {
                fail(cell, regime, part, broken.get());
                return Optional.empty();
            }
        }
        OptionalLong middle = latencies.percentile(50);
        List<Optional<FloorProbes>> probes =
                loops.stream().map(OpenLoop::probes).toList();
        return Optional.of(new Row.Open(
                rate,
                Spread.of(loops.stream().map(OpenLoop::achievedPerSecond).toList()),
                latencies.count(),
                latencies.lowest(),
                middle,
                latencies.percentile(90),
                Stretches.stands(loops, 99, latencies.percentile(99)),
                Stretches.stands(loops, 99.9, latencies.percentile(99.9)),
                Stretches.stands(loops, 99.99, latencies.percentile(99.99)),
                latencies.highest(),
                latencies.curve().stream()
                        .filter(point -> Stretches.stands(loops, point.percentile()))
                        .toList(),
                perSecond(loops.stream().map(OpenLoop::stalls).toList()).orElse(0),
                perSecond(run.floors().stream()
                        .map(Floor::idle)
                        .flatMap(Optional::stream)
                        .toList()),
                middle.isEmpty()
                        ? OptionalDouble.empty()
                        : xFloor(having.getFirst(), probes, (double) middle.getAsLong()),
                Costs.of(loops.stream().map(OpenLoop::usage).toList()),
                grading.grade(
                        cell,
                        new Grading.Graded(
                                having,
                                probes,
                                loops.stream().map(OpenLoop::usage).toList(),
                                medians(loops),
                                Optional.empty(),
                                IntStream.range(0, loops.size())
                                        .anyMatch(i -> nearer(cell, having.get(i), loops.get(i)))))));
    }

    private boolean nearer(Cell cell, Measured fork) {
        ClosedLoop loop = fork.closed().orElseThrow();
        return grading.quickerThanItsProbes(cell, fork, loop.probes(), loop.nanosPerOp() * cell.window());
    }

    private boolean nearer(Cell cell, Measured fork, OpenLoop loop) {
        return Latencies.bears(loop.count(), 50)
                && grading.quickerThanItsProbes(cell, fork, loop.probes(), loop.p50Nanos() + clockStep());
    }

    /// Of medians that the clock can tell apart; what lies below its step is as long as the step.
    private Spread medians(List<OpenLoop> loops) {
        return Spread.of(loops.stream()
                .map(loop -> Math.max((double) loop.p50Nanos(), Math.max(1.0, 2 * clockStep())))
                .toList());
    }

    private static OptionalDouble perSecond(Collection<Stalls> stalls) {
        double seconds = stalls.stream().mapToDouble(Stalls::seconds).sum();
        return seconds == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(stalls.stream().mapToDouble(Stalls::count).sum() / seconds);
    }

    /// By the load's own floors; without probes by the floor of the run.
    private OptionalDouble xFloor(Measured fork, List<Optional<FloorProbes>> probes, double nanos) {
        List<Double> own = probes.stream()
                .flatMap(Optional::stream)
                .map(FloorProbes::nanos)
                .toList();
        if (!own.isEmpty()) {
            return OptionalDouble.of(nanos / Spread.of(own).median());
        }
        return FloorFinding.between(floors, fork.cpus()).stream()
                .mapToDouble(floor -> nanos / floor.roundTripNanos().median())
                .findFirst();
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
