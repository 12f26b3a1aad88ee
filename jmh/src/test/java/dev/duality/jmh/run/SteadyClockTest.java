// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.duality.jmh.fork.Forker;
import dev.duality.jmh.machine.doctor.MachineCheck;
import dev.duality.jmh.machine.placement.Affinity;
import dev.duality.jmh.plan.Plan;
import dev.duality.jmh.progress.Progress;
import dev.duality.jmh.progress.Step;
import dev.duality.jmh.progress.Terminal;
import dev.duality.results.Commit;
import dev.duality.results.Jvm;
import dev.duality.results.Run;
import dev.duality.results.folder.RunFolder;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SteadyClockTest {
    private static final Instant START = Instant.parse("2026-11-22T11:05:33Z");

    @TempDir
    Path folder;

    /// An hour earlier each time it is read.
    private final AtomicLong readings = new AtomicLong();
    private final InstantSource back = () -> START.minus(Duration.ofHours(readings.getAndIncrement()));
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);

    @Test
    void aDateIsTheStartAndTheTimeThatHasPassedThoughTheWallClockGoesBack() {
        SteadyClock clock = new SteadyClock(back, nanos::get);

        assertEquals(START, clock.instant());
        nanos.addAndGet(Duration.ofSeconds(40).toNanos()); // beyond the largest long, too
        assertEquals(START.plusSeconds(40), clock.instant());
    }

    @Test
    void aRunEndsNoSoonerThanItBeganThoughTheWallClockGoesBack() {
        SteadyClock clock = new SteadyClock(back, System::nanoTime);
        Instant started = clock.instant();
        RunFolder kept = RunFolder.create(
                folder.resolve("run"),
                Run.begin(
                        "back",
                        started,
                        "none",
                        "quick",
                        1,
                        new Commit("unknown", false),
                        MachineCheck.read(Affinity.ofThisMachine()),
                        new Jvm("25", "unknown", "unknown", List.of()),
                        List.of()));
        Plan nothing = new Plan(List.of(), List.of(), 0, 1, 1, Duration.ZERO, Duration.ZERO);
        try (Forker forker = new Forker("", List.of("-version"), Forker.Patience.LONG);
                Progress progress = Progress.of(
                        nothing.steps().stream()
                                .map(step -> new Step(step.name(), Duration.ZERO))
                                .toList(),
                        new Terminal(false, false, 80, false),
                        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
                        System::nanoTime)) {
            new Execution(nothing, kept, forker, clock, OptionalDouble.empty()).run(progress);
        }

        assertFalse(kept.run().finished().orElseThrow().isBefore(started));
    }
}
