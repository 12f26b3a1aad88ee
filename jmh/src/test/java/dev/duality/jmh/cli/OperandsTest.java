// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The words for the launcher about operands, before it builds the baselines; they are not on this class path.
class OperandsTest extends TypedCommands {
    private static Done look(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = Operands.look(new PrintWriter(out, true), new PrintWriter(err, true), args);
        return new Done(exit, out.toString().strip(), err.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--rase one-way | there is no option '--rase'",
                "--race sack | --race is 'sack', but must be round-trip, one-way or instructions",
                "--race instructions,one-way | --race instructions counts round trips; name it alone",
                "--payload 7 | --payload is 7, but must be from 8 to 8192 bytes",
                "--payload 8193 | --payload is 8193, but must be",
                "--payload x | --payload is 'x', but must be a whole number",
                "--forks 0 | --forks is 0, but must be from 1 to 1000",
                "--budget soon | --budget is 'soon', but must be",
                "--classpath gone.jar | --classpath names gone.jar, which does not exist",
                "--only jctools-spcs | --only names 'by-hand:jctools-spcs', which takes no part in round-trip, one-way; did you mean by-hand:jctools-spsc?",
                "--only ring,messaging:rinq | --only names 'messaging:rinq', which takes no part",
                "--only c-one-word --race one-way | --only names 'by-hand:c-one-word', which takes no part in one-way; there are line, ring",
                "--list --only , | --only names nothing",
                "more | rivals does not take 'more'",
            })
    void aSlipIsOneLineAndNothingIsNeeded(String words, String said) {
        Done done = look(("rivals " + words).split(" "));

        assertEquals(ExitCodes.USAGE, done.exit());
        assertTrue(done.onlyLine().startsWith("duality: " + said), done.err());
        assertEquals("", done.out());
    }

    @Test
    void aFolderThatHoldsSomethingIsASlip() {
        file("precious", "kept");

        Done done = look("rivals", "--out", folder + "");

        assertEquals(ExitCodes.USAGE, done.exit());
        assertTrue(done.onlyLine().contains("the folder is not empty"), done.err());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--list",
                "--race round-trip --payload 8 --forks 2 --budget 5m",
                "--only ring --dry-run",
                "--only c-one-word,by-hand:aeron-ipc,messaging:ring,shm:mailbox --race instructions"
            })
    void whatIsRightNeedsTheBaselinesAndMakesNothing(String words) {
        Path out = folder.resolve("run");

        Done done = look(("rivals --out " + out + " " + words).strip().split(" "));

        assertEquals(new Done(ExitCodes.DONE, Operands.BASELINES, ""), done);
        assertTrue(Files.notExists(out));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"rivals --help", "rivals -h", "rivals --show runs/NAME", "run --preset quick", "list waits"})
    void whatNeedsNoBaselinesSaysNothing(String words) {
        assertEquals(new Done(ExitCodes.DONE, "", ""), look(words.split(" ")));
    }
}
