// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.multicore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.workloads.BadInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Files that describe a machine, as somebody writes them who starts from one of ours.
class MachinesTest {
    @TempDir
    Path folder;

    private static String opteron() throws IOException {
        try (InputStream in = Machines.class.getResourceAsStream("machines/opteron-6172.json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aFileThatSaysWhatOursSaysIsThatMachine() throws IOException {
        Path file = Files.writeString(folder.resolve("opteron-6172.json"), opteron());

        assertEquals(Machines.named("opteron-6172"), Machines.named(file.toString()));
    }

    /// A misspelt key would leave the machine as it was, and nobody would know.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"title\"   | \"colour\" : 1, \"title\"   | 'colour' is no field of a machine",
                "\"pause\"   | \"pauze\" : 1, \"pause\"    | 'times.pauze' is no field of a machine; did you mean pause?",
                "\"homeBusy\"| \"homeBussy\" : 1, \"homeBusy\" | 'rules.homeBussy' is no field of a machine; did you mean homeBusy?",
                "\"title\"   | title                       | it is no JSON from here on",
            })
    void aKeyThatNobodyReadsIsNamed(String good, String bad, String said) throws IOException {
        Path file = Files.writeString(folder.resolve("mine.json"), opteron().replaceFirst(good, bad));

        BadInput slip = assertThrows(BadInput.class, () -> Machines.named(file.toString()));

        assertTrue(slip.getMessage().startsWith("machine mine"), slip.getMessage());
        assertTrue(slip.getMessage().contains(said), slip.getMessage());
    }

    @Test
    void aFileThatIsNoObjectIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("mine.json"), "[1]");

        BadInput slip = assertThrows(BadInput.class, () -> Machines.named(file.toString()));

        assertEquals("machine mine: it must be an object, which begins with {", slip.getMessage());
    }
}
