// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// An argument that a shell's variable left empty.
class EmptyArgumentTest extends TypedCommands {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "run --out ",
                "run --directory ",
                "run --classpath ",
                "run --set ",
                "run --prof ",
                "report ",
                "report x --out ",
                "report x --format ",
                "export x --out ",
                "compare x ",
                "check ",
                "publish ",
                "publish --project ",
                "laws ",
                "traces ",
                "list ",
                "simulate -w counter --log ",
                "simulate -w counter --shrink ",
                "simulate --replay ",
                "simulate --explore 1s --out ",
                "rivals --out ",
                "rivals --show ",
                "reproduce --run ",
                "reproduce --write "
            })
    void anEmptyArgumentIsRefusedByNameInOneLine(String command) {
        Done done = duality(command.split(" ", -1));

        assertEquals(ExitCodes.USAGE, done.exit(), done.out());
        assertTrue(done.onlyLine().matches("duality: (--)?[A-Z|a-z]+ is '', .*"), done.err());
        assertEquals("", done.out());
    }

    /// A list whose separators stand alone.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run --dry-run --workload counter --set ; | ';' is not name=value",
                "run --dry-run --workload counter --classpath : | --classpath names no jar",
                "list workloads --classpath , | --classpath names no jar"
            })
    void aListThatNamesNothingIsRefusedInOneLine(String command, String reason) {
        duality(command.split(" ")).assertSlip(reason);
    }
}
