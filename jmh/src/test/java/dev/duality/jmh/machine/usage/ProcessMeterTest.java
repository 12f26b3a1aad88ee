// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.machine.usage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.jmh.machine.InventedTree;
import dev.duality.jmh.machine.NativeCalls;
import dev.duality.jmh.machine.SystemTree;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessMeterTest {
    private static final String STAT = "proc/stat";
    private static final String TASKS = "proc/self/task/";

    private volatile Object kept;

    @Test
    void theMeterItselfIsNotOnTheAccount() {
        ProcessMeter meter = new ProcessMeter();
        // other threads of the test's JVM may allocate now and then, so one clean interval of many is the proof
        long least = LongStream.range(0, 50)
                .map(_ -> {
                    meter.start();
                    return meter.stop().allocatedBytes().orElseThrow();
                })
                .min()
                .orElseThrow();

        assertEquals(0, least);
    }

    /// A thread that is just ending is for a moment neither among the running nor among the ended ones to the JVM,
    /// which says so; so one interval of some is the proof.
    @Test
    void whatAnyThreadAllocatesIsOnTheAccountEvenIfItHasEnded() throws InterruptedException {
        ProcessMeter meter = new ProcessMeter();
        long most = 0;
        for (int tries = 0; tries < 20 && most < 1_000_000; tries++) {
            Thread other = new Thread(() -> kept = new byte[1_000_000]);
            meter.start();
            other.start();
            other.join();
            most = Math.max(most, meter.stop().allocatedBytes().orElseThrow());
        }

        assertTrue(most >= 1_000_000, most + " bytes");
    }

    @Test
    void aCollectionIsCounted() {
        ProcessMeter meter = new ProcessMeter();
        meter.start();
        System.gc();

        assertTrue(meter.stop().collections().count() >= 1);
    }

    @Test
    void whatTheMachineDidToUsIsTheDifferenceOfTwoReadings(@TempDir Path root) {
        InventedTree tree = new InventedTree(root)
                .with(STAT, "cpu  100 0 50 800 20 1 2 30 0 0")
                .with("proc/self/sched", "se.nr_migrations  :  1")
                .with(TASKS + "11/sched", "head (11)\nse.nr_migrations  :  3")
                .with(TASKS + "12/sched", "se.nr_migrations  :  5");
        ProcessMeter meter = new ProcessMeter(tree.tree(), new NativeCalls.None("it is a test"));

        meter.start();
        tree.with(STAT, "cpu  100 0 50 800 20 1 2 37 0 0")
                .with(TASKS + "12/sched", "se.nr_migrations  :  6")
                .with(TASKS + "13/sched", "se.nr_migrations  :  2");
        ProcessAccount account = meter.stop();

        assertEquals(OptionalLong.of(70), account.interference().stealMillis());
        assertEquals(OptionalLong.of(3), account.scheduling().migrations());
    }

    @Test
    void whatTheSystemDoesNotTellIsEmpty(@TempDir Path root) {
        ProcessMeter meter = new ProcessMeter(new SystemTree(root), new NativeCalls.None("it is a test"));
        meter.start();
        ProcessAccount account = meter.stop();

        assertEquals(OptionalLong.empty(), account.interference().stealMillis());
        assertEquals(OptionalLong.empty(), account.interference().throttledMicros());
        assertEquals(OptionalLong.empty(), account.scheduling().migrations());
        assertEquals(OptionalLong.empty(), account.scheduling().involuntary());
        assertTrue(account.cpuNanos().isPresent(), "the JVM tells it everywhere");
    }
}
