// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.machine.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.jmh.machine.InventedTree;
import dev.duality.jmh.machine.SystemTree;
import dev.duality.jmh.machine.doctor.OtherLoad.Look;
import dev.duality.jmh.machine.doctor.OtherLoad.RunningProgram;
import dev.duality.jmh.machine.usage.CpuTimes;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtherLoadTest {
    private static final long MILLIS = 1_000_000;

    private static Look look(long millis, long ownMillis, long busyTicks, RunningProgram... programs) {
        Map<String, RunningProgram> byId = new HashMap<>();
        for (RunningProgram program : programs) {
            byId.put(program.id(), program);
        }
        return new Look(millis * MILLIS, ownMillis * MILLIS, Optional.of(new CpuTimes(busyTicks, 0, 0)), byId);
    }

    @Test
    void whatWeUseOurselvesIsNotTheOthers() {
        Look before = look(0, 0, 100);
        Look after = look(200, 50, 120); // 20 ticks are 200 ms, 50 of them ours

        assertEquals(
                OptionalDouble.of(0.75), OtherLoad.between(before, after, 1.5).busyCores());
    }

    @Test
    void theBusiestIsNamed() {
        Look before = look(0, 0, 0, new RunningProgram("7", "make", 100), new RunningProgram("8", "idle", 5000));
        Look after = look(
                200,
                0,
                30,
                new RunningProgram("7", "make", 110),
                new RunningProgram("8", "idle", 5000),
                new RunningProgram("9", "new one", 15));

        assertEquals(
                Optional.of("new one (process 9): 0.8 cores"),
                OtherLoad.between(before, after, 0).busiest());
    }

    @Test
    void aProcessThatHardlyRunsIsNotNamed() {
        Look before = look(0, 0, 0, new RunningProgram("7", "make", 100));
        Look after = look(200, 0, 1, new RunningProgram("7", "make", 101));

        assertEquals(Optional.empty(), OtherLoad.between(before, after, 0).busiest());
    }

    @Test
    void aNameMayHoldSpacesAndBrackets(@TempDir Path root) {
        SystemTree tree = new InventedTree(root)
                .with("proc/12/stat", "12 (a) (b c) S 1 1 1 0 -1 0 0 0 0 0 30 12 0 0 20 0")
                .tree();

        assertEquals(Optional.of(new RunningProgram("12", "a) (b c", 42)), RunningProgram.read(tree, "12"));
    }

    @Test
    void whatTheSystemDoesNotTellIsEmpty(@TempDir Path root) throws InterruptedException {
        OtherLoad load = OtherLoad.measure(new SystemTree(root), () -> {});

        assertEquals(OptionalDouble.empty(), load.busyCores());
        assertEquals(Optional.empty(), load.busiest());
    }

    @Test
    void theWindowPassesBetweenTheTwoLooks(@TempDir Path root) throws InterruptedException {
        InventedTree tree = new InventedTree(root).with("proc/stat", "cpu 0 0 0 0 0 0 0 0");
        OtherLoad load = OtherLoad.measure(tree.tree(), () -> tree.with("proc/stat", "cpu 9000 0 0 0 0 0 0 0"));

        assertTrue(load.busyCores().orElseThrow() > 0);
    }
}
