// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.duality.jmh.cell.CellSpec;
import dev.duality.jmh.profile.Gcc;
import dev.duality.jmh.profile.Profiler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

@EnabledIfSystemProperty(named = "os.name", matches = "Linux")
@EnabledIfSystemProperty(named = "os.arch", matches = "amd64")
class InstructionLoadTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void needsGcc() {
        assumeTrue(Gcc.unavailable().isEmpty());
    }

    /// Steps a thread, which a machine may forbid.
    private static double count(Path steps, long thread) throws IOException {
        try {
            return InstructionLoad.count(steps, thread);
        } catch (IllegalStateException e) {
            assumeFalse(e.getMessage().contains("not permitted"), e.getMessage());
            throw e;
        }
    }

    @Test
    void eachInstructionOfATurnIsCountedAndWhoWasSteppedGoesOn() throws IOException {
        Path steps = Gcc.compile(Gcc.class, "steps", folder);
        Path nops = Gcc.compile(Gcc.class, "nops", folder);
        Process loop = new ProcessBuilder(nops.toString()).start();
        try {
            assertEquals(101, count(steps, loop.pid()), 0.6); // the last turn is not whole
            assertTrue(loop.isAlive());
        } finally {
            loop.destroyForcibly();
        }
    }

    @Test
    void whoIsNotThereIsNotStepped() {
        Path steps = Gcc.compile(Gcc.class, "steps", folder);

        IllegalStateException thrown =
                assertThrows(IllegalStateException.class, () -> InstructionLoad.count(steps, Integer.MAX_VALUE));
        assertTrue(thrown.getMessage().contains("may not step a thread: "), thrown.getMessage());
    }

    @Test
    void aCallOverMailboxesExecutesSomeHundredsOfInstructions() {
        assumeTrue(Profiler.parse("instructions")
                .unavailable(InstructionLoadTest.class.getClassLoader())
                .isEmpty());
        KernelFixture fixture = KernelFixture.of(CellSpec.parse("workload=rpc;on=shm:mailbox;set=command=null"));
        Optional<Double> counted = Optional.empty();
        try {
            counted = Optional.of(InstructionLoad.count(fixture));
        } catch (IllegalStateException e) {
            assumeFalse(e.getMessage().contains("not permitted"), e.getMessage());
            assumeFalse(e.getMessage().matches("the instructions cannot be counted: \\d+\\.\\d \\d+"), e.getMessage());
            throw e;
        }

        assertTrue(counted.get() > 50 && counted.get() < 5_000, counted::toString);
    }
}
