// SPDX-License-Identifier: Apache-2.0
package dev.duality.rivals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RivalsTest {
    @TempDir
    private Path folder;

    /// They are understood; a race takes minutes, and is not run here.
    @Test
    void theDocumentedCommandsAreUnderstood() throws IOException {
        Matcher command = Pattern.compile("`\\./duality rivals([^`]*)`").matcher(Files.readString(Path.of("../../README.md")));
        List<String> found = new ArrayList<>();
        while (command.find()) {
            found.add(command.group(1).strip());
        }

        assertTrue(found.size() >= 3, found.toString());
        for (String arguments : found) {
            Rivals.commandLine().parseArgs(arguments.isEmpty() ? new String[0] : arguments.split(" "));
        }
    }

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
