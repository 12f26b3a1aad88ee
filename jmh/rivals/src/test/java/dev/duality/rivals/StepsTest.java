// SPDX-License-Identifier: Apache-2.0
package dev.duality.rivals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

@EnabledIfSystemProperty(named = "os.name", matches = "Linux")
@EnabledIfSystemProperty(named = "os.arch", matches = "amd64")
class StepsTest {
    @TempDir
    private Path folder;

    /// Runs a program that this machine may lack, or may forbid.
    private static String first(CProgram program, Object... arguments) {
        try {
            List<String> said = program.run(arguments);
            Assumptions.assumeFalse(said.toString().contains("not permitted"), said.toString());
            return said.getFirst();
        } catch (IllegalStateException e) {
            Assumptions.assumeFalse(e.getMessage().startsWith("needs "), e.getMessage());
            throw e;
        }
    }

    @Test
    void eachInstructionOfATurnIsCountedAndWhoWasSteppedGoesOn() throws IOException {
        CProgram steps = CProgram.in(folder, "steps");
        CProgram.in(folder, "nops");
        Assumptions.assumeTrue(folder.resolve("nops").toFile().canExecute(), "needs gcc");
        Process loop = new ProcessBuilder(folder.resolve("nops").toString()).start();
        try {
            String[] figures = first(steps, loop.pid(), 20_000).split(" ");

            assertEquals(101, Double.parseDouble(figures[0]), 0.6); // the last turn is not whole
            assertTrue(Integer.parseInt(figures[1]) >= 98, figures[1]);
            assertTrue(loop.isAlive());
        } finally {
            loop.destroyForcibly();
        }
    }

    @Test
    void whoIsNotThereIsNotStepped() {
        assertTrue(first(CProgram.in(folder, "steps"), Integer.MAX_VALUE, 10).startsWith("may not step a thread: "));
    }
}
