// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.duality.shm.Diagnosis;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class FoundFailureTest {
    /// Stands for any command.
    @CommandLine.Command(name = "fails")
    static final class Fails implements Callable<Integer> {
        @Override
        public Integer call() {
            throw new Diagnosis("a message was lost");
        }
    }

    @Test
    void whatThisProjectHasFoundItselfIsToldInOneLine() {
        StringWriter err = new StringWriter();
        CommandLine line = Duality.commandLine().addSubcommand(new Fails());
        line.getSubcommands().get("fails").setErr(new PrintWriter(err));

        assertEquals(ExitCodes.FAILED, line.execute("fails"));
        assertEquals(
                List.of("duality: a message was lost"), err.toString().lines().toList());
    }
}
