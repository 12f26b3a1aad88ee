// SPDX-License-Identifier: Apache-2.0
package dev.duality.baselines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.duality.jmh.machine.SystemTree;
import dev.duality.jmh.machine.doctor.HardwareCounters;
import dev.duality.jmh.profile.Profiler;
import dev.duality.jmh.profile.Profiling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// async-profiler as `duality run` uses it, here because its jar is on no other class path of ours.
class AsyncProfilerTest {
    private static final ClassLoader LOADER = AsyncProfilerTest.class.getClassLoader();

    @TempDir
    private Path folder;

    @Test
    void itsProfileIsAPageWithOurStacks() throws IOException {
        Profiler profiler = Profiler.parse("async:event=wall");
        Path file = folder.resolve("profile.html");
        Profiling profiling = new Profiling(profiler, file);

        assertEquals(Optional.empty(), profiler.unavailable(LOADER));
        profiling.start();
        long end = System.nanoTime() + 300_000_000;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }

        assertEquals(Optional.empty(), profiling.stop());
        String page = Files.readString(file);
        assertTrue(page.startsWith("<!DOCTYPE html>"), page);
        assertTrue(page.contains("AsyncProfilerTest"), page);
    }

    @Test
    void eventsThatTheMachineDoesNotGiveAreRefusedInOneLine() {
        assumeTrue(HardwareCounters.probe(SystemTree.real()) instanceof HardwareCounters.Unavailable);

        String refusal =
                Profiler.parse("async:event=cycles").unavailable(LOADER).orElseThrow();

        assertTrue(refusal.startsWith("--prof async:event=cycles does not work here: "), refusal);
        assertEquals(1, refusal.lines().count());
    }
}
