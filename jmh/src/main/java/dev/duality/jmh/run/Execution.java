// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.run;

import dev.duality.jmh.fork.ForkOrder;
import dev.duality.jmh.fork.ForkReport;
import dev.duality.jmh.fork.Forker;
import dev.duality.jmh.plan.Plan;
import dev.duality.jmh.progress.Progress;
import dev.duality.results.Cell;
import dev.duality.results.CellRecord;
import dev.duality.results.Floor;
import dev.duality.results.OpenLoop;
import dev.duality.results.Outcome;
import dev.duality.results.Status;
import dev.duality.results.folder.RunFolder;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/// One plan on its way into one run folder: what is finished is on the disk, whatever happens next.
public final class Execution {
    private final Plan plan;
    private final RunFolder folder;
    private final Forker forker;
    private final InstantSource clock;
    private boolean failed;
    private long nanos;
    private long loadMillis;

    /// @param clock what the run's dates are read from
    public Execution(Plan plan, RunFolder folder, Forker forker, InstantSource clock) {
        this.plan = plan;
        this.folder = folder;
        this.forker = forker;
        this.clock = clock;
    }

    /// Forks everything, in order, and finishes the run, also when it is interrupted.
    /// @return [Status#COMPLETE], or [Status#INTERRUPTED] if the thread was interrupted or the forker closed
    public Status run(Progress progress) {
        Status end = Status.COMPLETE;
        long begin = System.nanoTime();
        try {
            for (Plan.Skipped skipped : plan.skipped()) {
                record(skipped.cell(), 1, clock.instant(), new Outcome.Skipped(skipped.reason()), List.of());
            }
            List<Plan.Step> steps = plan.steps();
            int leftOut = 0;
            for (int i = 0; i < steps.size(); i++) {
                if (repeats(steps.get(i))
                        && System.nanoTime() - begin > plan.limit().toNanos()) {
                    leftOut += steps.get(i) instanceof Plan.Fork ? 1 : 0;
                } else {
                    progress.begin(i);
                    progress.finish(take(steps.get(i), progress));
                }
            }
            if (leftOut > 0) {
                progress.say("the time was up: %d fork%s left out, each of a cell that was measured before"
                        .formatted(leftOut, leftOut == 1 ? "" : "s"));
            }
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

    /// Whether the step can be left out without a hole in the table.
    private static boolean repeats(Plan.Step step) {
        return step instanceof Plan.Fork(_, int round, int _) && round > 1
                || step instanceof Plan.Look(ForkOrder.Machine(Floor.When when, long _)) && when == Floor.When.BETWEEN;
    }

    /// Whether a cell has failed.
    public boolean failed() {
        return failed;
    }

    /// @return the outcome in a few words
    private String take(Plan.Step step, Progress progress) throws InterruptedException {
        Instant started = clock.instant();
        Forker.Ended ended = forker.run(step.order());
        return switch (step) {
            case Plan.Look _ -> floor(ended, progress);
            case Plan.Fork(Plan.Planned planned, int round, int _) ->
                cell(planned.cell(), round, started, ended, progress);
        };
    }

    private String floor(Forker.Ended ended, Progress progress) {
        return switch (ended.report()) {
            case ForkReport.Machine(var floor) -> {
                folder.add(floor);
                yield "%.0f ns".formatted(floor.roundTripNanos());
            }
            case ForkReport.Failed(String reason) -> {
                failed = true;
                progress.say("floor failed: " + reason);
                yield "failed";
            }
            case ForkReport.Measured _ -> throw new IllegalStateException("a look at the floor measured a kernel");
        };
    }

    private String cell(Cell cell, int fork, Instant started, Forker.Ended ended, Progress progress) {
        List<String> files = new ArrayList<>();
        return switch (ended.report()) {
            case ForkReport.Measured measured -> {
                if (Files.isRegularFile(ended.jmhJson(), LinkOption.NOFOLLOW_LINKS)) {
                    files.add(folder.addFile(cell, fork, "jmh.json", ended.jmhJson()));
                }
                loadMillis += measured.loadMillis();
                measured.profile().ifPresent(profile -> keep(profile, cell, fork, ended, progress));
                List<OpenLoop> open = new ArrayList<>();
                for (ForkReport.Open loop : measured.open()) {
                    open.add(openLoop(cell, fork, loop));
                }
                Outcome outcome =
                        new Outcome.Measured(measured.cpus(), Optional.of(measured.closed()), open, measured.job());
                record(cell, fork, started, outcome, files);
                yield "%,.0f ns".formatted(measured.closed().nanosPerOp());
            }
            case ForkReport.Failed(String reason) -> {
                failed = true;
                String log = folder.addFile(cell, fork, "log.txt", ended.log());
                files.add(log);
                record(cell, fork, started, new Outcome.Failed(reason, Optional.of(log)), files);
                progress.say(cell.id() + " failed: " + reason);
                yield "failed";
            }
            case ForkReport.Machine _ -> throw new IllegalStateException("a kernel's fork measured the floor");
        };
    }

    private void keep(ForkReport.Profile profile, Cell cell, int fork, Forker.Ended ended, Progress progress) {
        if (profile.missing().isPresent()) {
            progress.say(cell.id() + " has no profile: " + profile.missing().get());
        } else {
            folder.addProfile(cell, fork, profile.ending(), ForkReport.Profile.file(ended.jmhJson(), profile.ending()));
        }
    }

    private OpenLoop openLoop(Cell cell, int fork, ForkReport.Open loop) {
        Histogram nanos = histogram(loop.histogram());
        String file = folder.addHistogram(cell, fork, loop.targetPerSecond(), nanos);
        return OpenLoop.of(loop.targetPerSecond(), loop.achievedPerSecond(), nanos, file, loop.usage());
    }

    private static Histogram histogram(String text) {
        try {
            return Histogram.decodeFromCompressedByteBuffer(
                    ByteBuffer.wrap(Base64.getDecoder().decode(text)), 0);
        } catch (DataFormatException e) {
            throw new IllegalStateException("a fork sent a histogram that cannot be read", e);
        }
    }

    private void record(Cell cell, int fork, Instant started, Outcome outcome, List<String> files) {
        folder.add(new CellRecord(cell.id(), fork, started, clock.instant(), outcome, files));
    }
}
