// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.machine.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.jmh.machine.doctor.Finding.State;
import dev.duality.jmh.machine.placement.Pinning.Pinned;
import dev.duality.jmh.machine.placement.Pinning.Unpinned;
import dev.duality.jmh.machine.usage.CpuTimes;
import dev.duality.results.Machine;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FindingsTest {
    private static Machine machine(int cpus) {
        return new Machine(
                "Invented",
                cpus,
                IntStream.range(0, cpus).boxed().toList(),
                0,
                "1 socket",
                List.of(),
                "performance",
                "tsc",
                "none",
                "Linux 6",
                "amd64",
                1);
    }

    private static OtherLoad load(double busyCores) {
        return new OtherLoad(OptionalDouble.of(busyCores), OptionalDouble.of(0.5), Optional.of("make (process 7): 1"));
    }

    private static void assertState(State state, Finding finding) {
        assertEquals(state, finding.state(), finding.toString());
    }

    @Test
    void oneCoreIsTooFewTwoAreFewAndThreeAreEnough() {
        assertState(State.PROBLEM, CoreFindings.cores(machine(1)));
        assertState(State.NOTE, CoreFindings.cores(machine(2)));
        assertState(State.OK, CoreFindings.cores(machine(3)));
    }

    /// A run that begins beside such a load says so; beside less it says nothing.
    @Test
    void aRunIsToldOfOthersThatTakeHalfACore() {
        assertEquals(Optional.empty(), QuietFindings.told(load(0.4)));
        assertEquals(
                Optional.of(
                        "others keep 0.6 cores busy, most of all make (process 7): 1: rows will be of grade B or C, and all"
                                + " of it takes longer; duality doctor says more"),
                QuietFindings.told(load(0.6)));
    }

    @Test
    void aQuotaIsNoted() {
        assertState(State.OK, CoreFindings.quota(0));
        assertState(State.NOTE, CoreFindings.quota(1.5));
    }

    @Test
    void coresThatAreNotThereAreFound() {
        assertState(State.OK, CoreFindings.real(new CoreCount(4, 3.9), 0));
        assertState(State.NOTE, CoreFindings.real(new CoreCount(4, 3), 0));
        assertState(State.PROBLEM, CoreFindings.real(new CoreCount(4, 1.2), 0));
    }

    @Test
    void coresThatAQuotaTakesAreNotMissedTwice() {
        assertState(State.OK, CoreFindings.real(new CoreCount(4, 1.5), 1.5));
    }

    @Test
    void pinningIsWellIfEachCpuTookAThread() {
        assertState(State.OK, CoreFindings.pinning(List.of(new Pinned(0), new Pinned(1))));
        assertState(State.NOTE, CoreFindings.pinning(List.of(new Pinned(0), new Unpinned("it is a test"))));
        assertState(State.NOTE, CoreFindings.pinning(List.of()));
    }

    @Test
    void aGuestIsNoted() {
        assertState(State.OK, CoreFindings.virtualisation("none"));
        assertState(State.NOTE, CoreFindings.virtualisation("unknown"));
        assertEquals("yes (KVM)", CoreFindings.virtualisation("KVM").seen());
    }

    @Test
    void otherProgramsAreNotedBeforeTheyAreAProblem() {
        assertState(State.OK, QuietFindings.load(load(0.05)));
        assertState(State.NOTE, QuietFindings.load(load(0.3)));
        assertState(State.PROBLEM, QuietFindings.load(load(0.9)));
        assertTrue(QuietFindings.load(load(0.9)).seen().contains("make (process 7)"));
    }

    @Test
    void stealIsAShareOfAllTime() {
        OptionalDouble share =
                QuietFindings.stolen(Optional.of(new CpuTimes(100, 100, 10)), Optional.of(new CpuTimes(150, 130, 30)));

        assertEquals(OptionalDouble.of(0.2), share);
        assertState(State.PROBLEM, QuietFindings.steal(share));
        assertState(State.NOTE, QuietFindings.steal(OptionalDouble.of(0.02)));
        assertState(State.OK, QuietFindings.steal(OptionalDouble.of(0)));
        assertState(State.OK, QuietFindings.steal(OptionalDouble.empty()));
    }

    @Test
    void aClockInTheKernelIsAProblem() {
        assertState(State.OK, ClockFindings.source("tsc"));
        assertState(State.PROBLEM, ClockFindings.source("hpet"));
        assertState(State.NOTE, ClockFindings.source("not visible"));
    }

    @Test
    void aCoarseOrDearClockIsNoted() {
        assertState(State.OK, ClockFindings.clock(new ClockCheck(25, 25)));
        assertState(State.NOTE, ClockFindings.clock(new ClockCheck(1_000, 25)));
        assertState(State.NOTE, ClockFindings.clock(new ClockCheck(25, 700)));
    }

    @Test
    void theFrequencyAndTheTimersAreNoted() {
        assertState(State.OK, ClockFindings.governor("performance"));
        assertState(State.NOTE, ClockFindings.governor("powersave"));
        assertState(State.OK, ClockFindings.timerSlack(OptionalLong.of(50_000)));
        assertState(State.NOTE, ClockFindings.timerSlack(OptionalLong.of(1_000_000)));
    }

    @Test
    void theChosenKindOfHugePagesIsRead() {
        assertEquals(
                "madvise", MemoryFindings.hugePages("always [madvise] never").seen());
        assertState(State.NOTE, MemoryFindings.hugePages("[always] madvise never"));
        assertState(State.OK, MemoryFindings.hugePages(""));
    }

    @Test
    void aSmallOrMissingMemoryFolderIsNoted() {
        Path folder = Path.of("shm");

        assertState(State.OK, MemoryFindings.sharedMemory(new TargetFolder(folder, true, 1L << 30)));
        assertState(State.NOTE, MemoryFindings.sharedMemory(new TargetFolder(folder, true, 64L << 20)));
        assertState(State.NOTE, MemoryFindings.sharedMemory(new TargetFolder(folder, false, 0)));
    }

    @Test
    void aDebuggerSpoilsEverything() {
        assertState(State.OK, JavaFindings.flags(List.of("-Xmx1g")));
        assertState(State.PROBLEM, JavaFindings.flags(List.of("-Xmx1g", "-agentlib:jdwp=transport=dt_socket")));
    }

    @Test
    void resultsNeedRoom() {
        assertState(State.OK, OutputFindings.results(new TargetFolder(Path.of("out"), true, 1L << 30)));
        assertState(State.PROBLEM, OutputFindings.results(new TargetFolder(Path.of("out"), true, 1L << 20)));
        assertState(State.PROBLEM, OutputFindings.results(new TargetFolder(Path.of("out"), false, 1L << 30)));
    }

    @Test
    void missingCountersAreNoProblem() {
        assertState(State.NOTE, CoreFindings.counters(new HardwareCounters.Unavailable("it is a test")));
    }

    @Test
    void anEmptyFindingIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Finding.ok("clock", " "));
    }
}
