// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.jmh.JvmFlags;
import dev.duality.jmh.ToldKey;
import dev.duality.workloads.Placement;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A JVM that compares, and whose parent has gone while it did.
class OrphanedComparisonTest {
    /// Its standard input ends behind the key, as if the parent had been killed, and the parent's folder is still
    /// there.
    @Test
    void whoHasComparedAllStaysUntilWhatItsParentLeftIsRemoved(@TempDir Path temporary) throws Exception {
        Path own = Files.createDirectory(temporary.resolve("own"));
        Path file = Files.createDirectory(own.resolve("fork")).resolve("order.properties");
        new VerifyOrder(
                        "counter",
                        List.of("shm:lock"),
                        List.of(1),
                        Map.of(),
                        Optional.empty(),
                        1,
                        1,
                        10,
                        1,
                        Placement.THREADS,
                        List.of())
                .write(file);
        ToldKey key = ToldKey.fresh();
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(JvmFlags.FORK);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), VerifyMain.class.getName(), file + ""));
        Process process = new ProcessBuilder(command)
                .redirectInput(
                        ProcessBuilder.Redirect.from(Files.writeString(temporary.resolve("key"), key.text() + "\n")
                                .toFile()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();

        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            boolean over = false;
            for (String line = lines.readLine(); line != null && !over; line = lines.readLine()) {
                over = Told.read(key, line).equals(Optional.of(new Told.Over()));
                if (over) {
                    Files.delete(file);
                    Files.delete(file.getParent());
                    Files.delete(own);
                }
            }
            assertTrue(over, "it did not come to its end");
        }

        assertEquals(1, process.waitFor(), "it ended by itself, and not when all was removed");
    }
}
