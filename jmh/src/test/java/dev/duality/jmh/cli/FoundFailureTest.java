// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.duality.shm.Diagnosis;
import dev.duality.shm.Slip;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class FoundFailureTest {
    /// Stands for any command.
    @CommandLine.Command(name = "fails")
    private record Fails(RuntimeException thrown) implements Callable<Integer> {
        @Override
        public Integer call() {
            throw thrown;
        }
    }

    private static TypedCommands.Done fails(RuntimeException thrown) {
        return TypedCommands.duality(Duality.commandLine().addSubcommand(new Fails(thrown)), "fails");
    }

    @Test
    void whatThisProjectHasFoundItselfIsToldInOneLine() {
        TypedCommands.Done done = fails(new Diagnosis("a message was lost"));

        assertEquals(ExitCodes.FAILED, done.exit());
        assertEquals("duality: a message was lost", done.onlyLine());
    }

    @Test
    void whatAUserAskedForAndCannotHaveIsAMistakeOfTheUsers() {
        TypedCommands.Done done = fails(new Slip("capacity is 48, but must be a power of two; try 32 or 64"));

        assertEquals(ExitCodes.USAGE, done.exit());
        assertEquals("duality: capacity is 48, but must be a power of two; try 32 or 64", done.onlyLine());
    }
}
