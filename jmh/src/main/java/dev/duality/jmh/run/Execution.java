// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.run;

import dev.duality.jmh.fork.ForkOrder;
import dev.duality.jmh.fork.ForkReport;
import dev.duality.jmh.fork.Forker;
import dev.duality.jmh.fork.Forks;
import dev.duality.jmh.fork.Spare;
import dev.duality.jmh.plan.Plan;
import dev.duality.jmh.progress.Progress;
import dev.duality.jmh.progress.Step;
import dev.duality.results.Cell;
import dev.duality.results.CellRecord;
import dev.duality.results.Floor;
import dev.duality.results.OpenLoop;
import dev.duality.results.Outcome;
import dev.duality.results.Status;
import dev.duality.results.folder.LatencyPart;
import dev.duality.results.folder.RunFolder;
import dev.duality.workloads.Placement;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Queue;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/// One plan on its way into one run folder: what is finished is on the disk, whatever happens next.
public final class Execution {
    private final Plan plan;
    private final RunFolder folder;
    private final Forks forks;
    private final InstantSource clock;
    private final Pacing pacing;
    private final OptionalDouble floorNanos;
    private final Queue<Plan.Fork> moved = new ArrayDeque<>(); // to be done again at the end of their round
    private final Map<String, List<Double>> rates = new HashMap<>(); // of the open loops, by cell
    private final Map<String, List<ForkReport.Attempt>> tried = new HashMap<>(); // of this round, by cell
    private boolean failed;
    private int failedLooks;
    private int leftOut;
    private int leftMoved;
    private long nanos;
    private long loadMillis;

    /// @param clock what the run's dates are read from
    /// @param floorNanos the floor that loads wait for; empty for any
    public Execution(Plan plan, RunFolder folder, Forks forks, InstantSource clock, OptionalDouble floorNanos) {
        this.plan = plan;
        this.folder = folder;
        this.forks = forks;
        this.clock = clock;
        this.pacing = new Pacing(plan);
        this.floorNanos = floorNanos;
    }

    /// Forks everything, in order, and finishes the run, also when it is interrupted.
    /// @return [Status#COMPLETE], or [Status#INTERRUPTED] if the thread was interrupted or the forker closed
    public Status run(Progress progress) {
        Status end = Status.COMPLETE;
        long begin = System.nanoTime();
        try {
            folder.begin(clock.instant()); // waiting for another run is no part of this one
            for (Plan.Skipped skipped : plan.skipped()) {
                Instant now = clock.instant();
                Outcome outcome = new Outcome.Skipped(skipped.reason());
                folder.add(new CellRecord(skipped.cell().id(), 1, 1, now, now, outcome, List.of()));
            }
            List<Plan.Step> steps = plan.steps();
            pacing.begin(begin);
            int round = 1;
            for (int i = 0; i < steps.size(); i++) {
                if (ends(round, steps.get(i))) {
                    again(progress);
                    tried.clear();
                    round++;
                }
                if (repeats(steps.get(i)) && pacing.isOver()) {
                    leftOut += steps.get(i) instanceof Plan.Fork ? 1 : 0;
                } else {
                    progress.begin(i);
                    progress.finish(take(steps.get(i), progress));
                }
                pacing.passed(steps.get(i));
            }
            again(progress);
            sayWhatIsMissing(progress);
        } catch (InterruptedException _) {
            end = Status.INTERRUPTED; // said by the status; nothing more is waited for
        }
        nanos = System.nanoTime() - begin;
        folder.finish(end, clock.instant());
        return end;
    }

    /// The share of its time in which a run's forks were under load, warm-up and waits for compilers included; the rest
    /// is starting, verifying and looking at the floor.
    public double loadShare() {
        return nanos == 0 ? 0 : 1e6 * loadMillis / nanos;
    }

    /// Whether all forks of the round that are planned lie behind us.
    private static boolean ends(int round, Plan.Step next) {
        return next instanceof Plan.Fork fork
                ? fork.round() > round
                : next instanceof Plan.Look look && look.order().when() == Floor.When.AFTER;
    }

    /// Does again, at the end of its round, what the machine moved under; as far as there is time that nothing planned
    /// needs.
    private void again(Progress progress) throws InterruptedException {
        while (!moved.isEmpty()) {
            Plan.Fork fork = moved.remove();
            if (pacing.hasTimeFor(fork)) {
                int step = progress.add(
                        new Step(fork.name(), Duration.ofMillis(fork.order().plannedMillis())));
                progress.begin(step);
                progress.finish(take(fork, progress));
            } else {
                leftMoved++;
            }
        }
    }

    private void sayWhatIsMissing(Progress progress) {
        if (leftOut > 0) {
            progress.say("the time was up: %d fork%s left out, each of a cell that was measured before"
                    .formatted(leftOut, leftOut == 1 ? "" : "s"));
        }
        if (leftMoved > 0) {
            progress.say(
                    "%s during %d fork%s for which there was no time to be done again; loads of theirs are set aside%s"
                            .formatted(
                                    moved(),
                                    leftMoved,
                                    leftMoved == 1 ? "" : "s",
                                    floorNanos.isPresent() ? ", or of another regime" : ""));
        }
    }

    /// Whether the step can be left out without a hole in the table.
    private static boolean repeats(Plan.Step step) {
        return step instanceof Plan.Fork(_, int round, int _, int _, int _) && round > 1
                || step instanceof Plan.Look(ForkOrder.Machine(Floor.When when, long _)) && when == Floor.When.BETWEEN;
    }

    /// Whether a cell has failed.
    public boolean failed() {
        return failed;
    }

    /// @return the outcome in a few words
    private String take(Plan.Step step, Progress progress) throws InterruptedException {
        Instant started = clock.instant();
        Spare spare = spare(step);
        Forker.Ended ended = forks.run(order(step), spare);
        return switch (step) {
            case Plan.Look _ -> floor(ended, progress);
            case Plan.Fork fork -> cell(fork, spare, started, ended, progress);
        };
    }

    /// Whether its loads depend on the floor between the cores: T1 is pooled over all regimes, and what lies between
    /// hosts is no line.
    private static boolean waits(Plan.Fork fork) {
        return switch (fork.order()) {
            case ForkOrder.Kernel kernel -> kernel.cell().placement() != Placement.HOSTS;
            case ForkOrder.Cold _ -> true;
            case ForkOrder.Plain _, ForkOrder.Machine _ -> false;
        };
    }

    private Spare spare(Plan.Step step) {
        return step instanceof Plan.Fork fork
                ? new Spare(pacing.spareMillis(fork), waits(fork) ? floorNanos : OptionalDouble.empty())
                : Spare.NONE;
    }

    /// A cell's first fork finds out what its capacity is; the others are offered the same rates as that one, else
    /// their latencies could not be put together.
    private ForkOrder order(Plan.Step step) {
        return step.order() instanceof ForkOrder.Kernel kernel
                        && !kernel.open().shares().isEmpty()
                        && step instanceof Plan.Fork fork
                        && rates.containsKey(fork.planned().cell().id())
                ? kernel.at(rates.get(fork.planned().cell().id()))
                : step.order();
    }

    private String floor(Forker.Ended ended, Progress progress) {
        return switch (ended.report()) {
            case ForkReport.Machine(var floor) -> {
                folder.add(floor);
                yield "%.0f ns".formatted(floor.roundTripNanos());
            }
            case ForkReport.Failed(String reason, _) -> {
                failed = true;
                String log = folder.addFloorLog(++failedLooks, ended.log());
                progress.say("floor failed: %s (log: %s)".formatted(reason, log));
                yield "failed";
            }
            case ForkReport.Measured _ -> throw new IllegalStateException("a look at the floor measured a kernel");
        };
    }

    private String cell(Plan.Fork fork, Spare spare, Instant started, Forker.Ended ended, Progress progress) {
        Cell cell = fork.planned().cell();
        return switch (ended.report()) {
            case ForkReport.Measured measured -> {
                loadMillis += measured.loadMillis();
                List<ForkReport.Attempt> attempts = measured.attempts();
                rates.putIfAbsent(
                        cell.id(),
                        attempts.getFirst().open().stream()
                                .map(ForkReport.Open::targetPerSecond)
                                .toList());
                measured.profile().ifPresent(profile -> keep(profile, fork, ended, progress));
                keep(fork, measured, started, ended);
                List<ForkReport.Attempt> all = tried.computeIfAbsent(cell.id(), _ -> new ArrayList<>());
                all.addAll(attempts);
                yield text(attempts) + (MovedForks.in(all, spare) ? "; " + queued(fork, attempts.size()) : "");
            }
            case ForkReport.Failed(String reason, Optional<ForkReport.Measured> before) -> {
                failed = true;
                before.ifPresent(measured -> keep(fork, measured, started, ended));
                int attempt = fork.attempt()
                        + before.map(measured -> measured.attempts().size()).orElse(0);
                String log = folder.addFile(cell, fork.round(), attempt, "log.txt", ended.log());
                record(fork, attempt, started, new Outcome.Failed(reason, Optional.of(log)), List.of(log));
                progress.say(cell.id() + " failed: " + reason);
                yield "failed";
            }
            case ForkReport.Machine _ -> throw new IllegalStateException("a kernel's fork measured the floor");
        };
    }

    private void keep(Plan.Fork fork, ForkReport.Measured measured, Instant started, Forker.Ended ended) {
        for (int number = 1; number <= measured.attempts().size(); number++) {
            keep(measured.attempts().get(number - 1), number, fork, measured, started, ended);
        }
    }

    /// Keeps an attempt at a fork's loads.
    /// @param number of the attempt in its fork, from 1
    private void keep(
            ForkReport.Attempt loads,
            int number,
            Plan.Fork fork,
            ForkReport.Measured of,
            Instant started,
            Forker.Ended ended) {
        int attempt = fork.attempt() + number - 1;
        List<String> files = new ArrayList<>();
        Path json = ForkReport.Attempt.jmhJson(ended.jmhJson(), number);
        if (Files.isRegularFile(json, LinkOption.NOFOLLOW_LINKS)) {
            files.add(folder.addFile(fork.planned().cell(), fork.round(), attempt, "jmh.json", json));
        }
        List<OpenLoop> open = new ArrayList<>();
        for (ForkReport.Open loop : loads.open()) {
            open.add(openLoop(fork, attempt, loop));
        }
        record(
                fork,
                attempt,
                started,
                new Outcome.Measured(of.cpus(), loads.closed(), open, loads.job(), of.carrier()),
                files);
    }

    /// The last try of what a cell is known by.
    private static String text(List<ForkReport.Attempt> attempts) {
        return attempts.stream()
                .flatMap(attempt -> attempt.closed().stream().map(closed -> closed.nanosPerOp()))
                .reduce((_, last) -> last)
                .or(() -> attempts.stream()
                        .flatMap(attempt -> attempt.job().stream().map(job -> 1e9 * job.seconds() / job.operations()))
                        .reduce((_, last) -> last))
                .map("%,.0f ns"::formatted)
                .orElse("");
    }

    private String moved() {
        return floorNanos.isPresent() ? "the floor was another" : "the machine moved";
    }

    /// @return what the user reads
    private String queued(Plan.Fork fork, int attempts) {
        Optional<Plan.Fork> again = fork.again(attempts);
        again.ifPresent(moved::add);
        return moved() + (again.isPresent() ? ", to be done again" : "");
    }

    private void keep(ForkReport.Profile profile, Plan.Fork fork, Forker.Ended ended, Progress progress) {
        Cell cell = fork.planned().cell();
        if (profile.missing().isPresent()) {
            progress.say(cell.id() + " has no profile: " + profile.missing().get());
        } else {
            folder.addProfile(
                    cell,
                    fork.round(),
                    fork.attempt(),
                    profile.ending(),
                    ForkReport.Profile.file(ended.jmhJson(), profile.ending()));
        }
    }

    private OpenLoop openLoop(Plan.Fork fork, int attempt, ForkReport.Open loop) {
        List<LatencyPart> parts = loop.parts().stream()
                .map(part -> new LatencyPart(
                        loop.started().plusNanos(part.startNanos()),
                        loop.started().plusNanos(part.endNanos()),
                        histogram(part.nanos()),
                        Optional.of(histogram(part.queued()))))
                .toList();
        Histogram nanos = LatencyPart.together(parts);
        String file = folder.addHistogram(fork.planned().cell(), fork.round(), attempt, loop.targetPerSecond(), parts);
        return OpenLoop.of(
                loop.targetPerSecond(),
                loop.achievedPerSecond(),
                loop.behindNanos(),
                loop.started(),
                nanos,
                loop.beyond(),
                loop.stalls(),
                file,
                loop.probes(),
                loop.usage());
    }

    private static Histogram histogram(String text) {
        try {
            return Histogram.decodeFromCompressedByteBuffer(
                    ByteBuffer.wrap(Base64.getDecoder().decode(text)), 0);
        } catch (DataFormatException e) {
            throw new IllegalStateException("a fork sent a histogram that cannot be read", e);
        }
    }

    private void record(Plan.Fork fork, int attempt, Instant started, Outcome outcome, List<String> files) {
        folder.add(new CellRecord(
                fork.planned().cell().id(), fork.round(), attempt, started, clock.instant(), outcome, files));
    }
}
