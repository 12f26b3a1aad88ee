// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.folder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    Path folder;

    @Test
    void aWriteThatDiesHalfWayLeavesTheOldFile() throws IOException {
        Path file = Files.writeString(folder.resolve("run.json"), "the old file");

        assertThrows(
                Killed.class,
                () -> AtomicFile.write(file, out -> {
                    out.write("the new fi".getBytes(UTF_8));
                    out.flush();
                    throw new Killed();
                }));

        assertEquals("the old file", Files.readString(file));
    }

    @Test
    void theFirstWriteThatDiesHalfWayLeavesNoFile() {
        Path file = folder.resolve("run.json");

        assertThrows(
                Killed.class,
                () -> AtomicFile.write(file, _ -> {
                    throw new Killed();
                }));

        assertTrue(Files.notExists(file));
    }

    @Test
    void whatAKilledWriteLeftDoesNotHinderTheNext() throws IOException {
        Path file = folder.resolve("run.json");
        assertThrows(
                Killed.class,
                () -> AtomicFile.write(file, out -> {
                    out.write(new byte[100_000]);
                    throw new Killed();
                }));

        AtomicFile.write(file, out -> out.write("new".getBytes(UTF_8)));

        assertEquals("new", Files.readString(file));
    }

    /// Whoever opened it would wait for a reader.
    @Test
    @Timeout(20)
    void aPipeOfTheNameOfAStrayIsNotWaitedFor() throws Exception {
        Path file = folder.resolve("run.json");
        Path pipe = folder.resolve(".run.json.part");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());

        AtomicFile.write(file, out -> out.write("new".getBytes(UTF_8)));

        assertEquals("new", Files.readString(file));
    }

    @Test
    void aDiskThatRefusesLeavesTheOldFileAndNothingElse() throws IOException {
        Path file = Files.writeString(folder.resolve("run.json"), "the old file");

        assertThrows(
                IOException.class,
                () -> AtomicFile.write(file, _ -> {
                    throw new IOException("No space left on device");
                }));

        assertEquals("the old file", Files.readString(file));
        try (var entries = Files.list(folder)) {
            assertEquals(1, entries.count());
        }
    }

    /// As a kill does, it runs no handler of ours.
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }
}
