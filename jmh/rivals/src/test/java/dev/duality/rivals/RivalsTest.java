// SPDX-License-Identifier: Apache-2.0
package dev.duality.rivals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RivalsTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--race=sideways",
                "--payload=7",
                "--payload=8193",
                "--payload=many",
                "--only=nobody",
                "--forks=0",
                "--millis=9",
                "--batch=0",
                "--senders=0",
                "--senders=100000",
                "--only=native --race=one-way",
                "--show=/nonexistent",
                "--unheard-of"
            })
    void aSlipEndsWithTwoAndLeavesNothing(String slip) {
        Path out = folder.resolve("contest");
        String[] arguments = ("--out=" + out + " " + slip).split(" ");

        assertEquals(2, Rivals.commandLine().execute(arguments));
        assertFalse(Files.exists(out));
    }
}
