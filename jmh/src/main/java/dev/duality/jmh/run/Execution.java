// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.run;

import dev.duality.jmh.fork.ForkOrder;
import dev.duality.jmh.fork.ForkReport;
import dev.duality.jmh.fork.Forker;
import dev.duality.jmh.fork.Forks;
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
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
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
    private final Queue<Plan.Fork> moved = new ArrayDeque<>(); // to be done again at the end of their round
    private final Map<String, List<Double>> rates = new HashMap<>(); // of the open loops, by cell
    private boolean failed;
    private int failedLooks;
    private int leftOut;
    private int leftMoved;
    private long nanos;
    private long loadMillis;

    /// @param clock what the run's dates are read from
    public Execution(Plan plan, RunFolder folder, Forks forks, InstantSource clock) {
        this.plan = plan;
        this.folder = folder;
        this.forks = forks;
        this.clock = clock;
        this.pacing = new Pacing(plan);
    }

    /// Forks everything, in order, and finishes the run, also when it is interrupted.
    /// @return [Status#COMPLETE], or [Status#INTERRUPTED] if the thread was interrupted or the forker closed
    public Status run(Progress progress) {
        Status end = Status.COMPLETE;
        long begin = System.nanoTime();
        try {
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
                    "the machine moved during %d fork%s for which there was no time to be done again; loads of theirs"
                                    .formatted(leftMoved, leftMoved == 1 ? "" : "s")
                            + " are set aside");
        }
    }

    /// Whether the step can be left out without a hole in the table.
    private static boolean repeats(Plan.Step step) {
        return step instanceof Plan.Fork(_, int round, int _, int _) && round > 1
                || step instanceof Plan.Look(ForkOrder.Machine(Floor.When when, long _)) && when == Floor.When.BETWEEN;
    }

    /// Whether a cell has failed.
    public boolean failed() {
        return failed;
    }

    /// @return the outcome in a few words
    private String take(Plan.Step step, Progress progress) throws InterruptedException {
        Instant started = clock.instant();
        Forker.Ended ended = forks.run(order(step));
        return switch (step) {
            case Plan.Look _ -> floor(ended, progress);
            case Plan.Fork fork -> cell(fork, started, ended, progress);
        };
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
            case ForkReport.Failed(String reason) -> {
                failed = true;
                String log = folder.addFloorLog(++failedLooks, ended.log());
                progress.say("floor failed: %s (log: %s)".formatted(reason, log));
                yield "failed";
            }
            case ForkReport.Measured _ -> throw new IllegalStateException("a look at the floor measured a kernel");
        };
    }

    private String cell(Plan.Fork fork, Instant started, Forker.Ended ended, Progress progress) {
        Cell cell = fork.planned().cell();
        List<String> files = new ArrayList<>();
        return switch (ended.report()) {
            case ForkReport.Measured measured -> {
                if (Files.isRegularFile(ended.jmhJson(), LinkOption.NOFOLLOW_LINKS)) {
                    files.add(folder.addFile(cell, fork.round(), fork.attempt(), "jmh.json", ended.jmhJson()));
                }
                loadMillis += measured.loadMillis();
                rates.putIfAbsent(
                        cell.id(),
                        measured.open().stream()
                                .map(ForkReport.Open::targetPerSecond)
                                .toList());
                measured.profile().ifPresent(profile -> keep(profile, fork, ended, progress));
                List<OpenLoop> open = new ArrayList<>();
                for (ForkReport.Open loop : measured.open()) {
                    open.add(openLoop(fork, loop));
                }
                Outcome.Measured outcome = new Outcome.Measured(
                        measured.cpus(), measured.closed(), open, measured.job(), measured.carrier());
                record(fork, started, outcome, files);
                yield text(outcome) + (MovedForks.in(outcome) ? "; " + queued(fork) : "");
            }
            case ForkReport.Failed(String reason) -> {
                failed = true;
                String log = folder.addFile(cell, fork.round(), fork.attempt(), "log.txt", ended.log());
                files.add(log);
                record(fork, started, new Outcome.Failed(reason, Optional.of(log)), files);
                progress.say(cell.id() + " failed: " + reason);
                yield "failed";
            }
            case ForkReport.Machine _ -> throw new IllegalStateException("a kernel's fork measured the floor");
        };
    }

    private static String text(Outcome.Measured outcome) {
        return outcome.closed()
                .map(closed -> "%,.0f ns".formatted(closed.nanosPerOp()))
                .or(() -> outcome.job().map(job -> "%,.0f ns".formatted(1e9 * job.seconds() / job.operations())))
                .orElse("");
    }

    /// @return what the user reads
    private String queued(Plan.Fork fork) {
        Optional<Plan.Fork> again = fork.again();
        again.ifPresent(moved::add);
        return again.isPresent() ? "the machine moved, to be done again" : "the machine moved";
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

    private OpenLoop openLoop(Plan.Fork fork, ForkReport.Open loop) {
        List<LatencyPart> parts = loop.parts().stream()
                .map(part -> new LatencyPart(
                        loop.started().plusNanos(part.startNanos()),
                        loop.started().plusNanos(part.endNanos()),
                        histogram(part.nanos()),
                        Optional.of(histogram(part.queued()))))
                .toList();
        Histogram nanos = LatencyPart.together(parts);
        String file =
                folder.addHistogram(fork.planned().cell(), fork.round(), fork.attempt(), loop.targetPerSecond(), parts);
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

    private void record(Plan.Fork fork, Instant started, Outcome outcome, List<String> files) {
        folder.add(new CellRecord(
                fork.planned().cell().id(), fork.round(), fork.attempt(), started, clock.instant(), outcome, files));
    }
}
