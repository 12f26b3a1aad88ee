// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Numbers that a JVM reads and nobody writes: the digits of other scripts, and Java's own forms.
class TypedNumbersTest extends TypedCommands {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run --dry-run --workload counter --set operations=\u0663 | but must be a whole number from 1 to",
                "simulate --workload counter --set loss=0x1p-1 | loss is '0x1p-1', but must be a share from 0 to 1",
                "simulate --workload counter --set loss=1d | loss is '1d', but must be a share from 0 to 1",
                "verify --memory \u0666\u0660\u0660 | but must be a number of MiB, or weak",
            })
    void areRefusedInOneLine(String words, String said) {
        Done done = duality(words.split(" "));

        assertEquals(ExitCodes.USAGE, done.exit(), done.err());
        assertTrue(done.onlyLine().contains(said), done.err());
    }
}
