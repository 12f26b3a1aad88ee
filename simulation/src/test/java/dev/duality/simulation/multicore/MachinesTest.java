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
        assertRefused(opteron().replaceFirst(good, bad), said);
    }

    /// A row that is missing was found when the first line crossed it, in the middle of a table.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "0, 1, 2, 3, 2, 3, 2, 3    |                           | row 1 of dieDistance has 0 entries, but must have 8",
                "0, 1, 2, 3, 2, 3, 2, 3    | 0, 1, 2, 3, 2, 3, 2, 3, 3 | row 1 of dieDistance has 9 entries, but must have 8",
                "[0-9, ]*],\\s*.3, 2, 3, 2, 3, 2, 1, 0 | 0, 1, 2, 3, 2, 3, 2, 3 | dieDistance has 7 rows, but 48 cores in groups of 6 need 8",
                "0, 1, 2, 3, 2, 3, 2, 3    | 0, 1, 3, 3, 2, 3, 2, 3    | dieDistance has 2 in row 3, column 1, but 3 the other way round",
                "0, 1, 2, 3, 2, 3, 2, 3    | 1, 1, 2, 3, 2, 3, 2, 3    | dieDistance has 1 in row 1, column 1, but must have 0 there",
                "0, 1, 2, 3, 2, 3, 2, 3    | 0, 65, 2, 3, 2, 3, 2, 3   | dieDistance has 65 in row 1, column 2, but must have 0 to 64",
                "0, 1, 2, 3, 2, 3, 2, 3    | 0, -1, 2, 3, 2, 3, 2, 3   | 'dieDistance' must be a whole number from 0 to 65,536",
                "1, 0, 3, 2, 3, 2, 3, 2    | 1.5, 0, 3, 2, 3, 2, 3, 2  | 'dieDistance' must be a whole number from 0 to 65,536",
            })
    void eachPairOfDiesHasOneDistance(String good, String bad, String said) throws IOException {
        assertRefused(opteron().replaceFirst(good, bad == null ? "" : bad), said);
    }

    /// Numbers that no machine takes became infinity, blanks and a table.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"ghz\": 2.1       | \"ghz\": 1e308       | 'ghz' must be a number from 0.01 to 100",
                "\"ghz\": 2.1       | \"ghz\": 1e-300      | 'ghz' must be a number from 0.01 to 100",
                "\"l1\": 3          | \"l1\": 1e30         | 'times.l1' must be cycles or ns, from 0 to 1,000,000",
                "\"l1\": 3          | \"l1\": -1           | 'times.l1' must be cycles or ns, from 0 to 1,000,000",
                "\"lastLevel\": 40  | \"lastLevel\": 1e999 | 'times.lastLevel' must be cycles or ns, from 0 to 1,000,000",
                "136, 237           | 136, 1000001         | 'times.memory' must be cycles or ns, from 0 to 1,000,000",
                "\"homeBusy\": 19   | \"homeBusy\": 1e308  | 'rules.homeBusy' must be cycles or ns, from 0 to 1,000,000",
                "\"farUpdate\": 0   | \"farUpdate\": 1e308 | 'rules.farUpdate' must be cycles or ns, from 0 to 1,000,000",
                "\"homes\": 1       | \"homes\": 65537     | 'rules.homes' must be a whole number from 0 to 65,536",
                "\"waitedLoad\": 0.5 | \"waitedLoad\": 1.1 | 'rules.waitedLoad' must be a share, from 0 to 1",
            })
    void aNumberThatNoMachineHasIsRefusedWithItsRange(String good, String bad, String said) throws IOException {
        assertRefused(opteron().replaceFirst(good, bad), said);
    }

    /// The last one would hold, whichever was meant.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"ghz\": 2.1 | \"ghz\": 2.1, \"ghz\": 3 | the key \"ghz\" stands twice",
                "\"l1\": 3    | \"l1\": 3, \"l1\": 4     | the key \"l1\" stands twice",
            })
    void aKeyThatStandsTwiceIsNamed(String good, String bad, String said) throws IOException {
        assertRefused(opteron().replaceFirst(good, bad), said);
    }

    private void assertRefused(String json, String said) throws IOException {
        Path file = Files.writeString(folder.resolve("mine.json"), json);

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
