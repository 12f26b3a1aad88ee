// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.simulation.reproduce.Gates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The gates that `reproduce` takes.
class ReproduceCommandTest extends TypedCommands {
    private static Done reproduce(String... args) {
        String[] all = new String[args.length + 1];
        all[0] = "reproduce";
        System.arraycopy(args, 0, all, 1, args.length);
        return duality(all);
    }

    private static List<String> gates(String asked) {
        Done done = reproduce("--list", "--gate", asked);
        assertEquals(ExitCodes.DONE, done.exit(), done.err());
        return done.out()
                .lines()
                .takeWhile(line -> !line.isEmpty())
                .map(line -> line.replaceFirst(" .*", ""))
                .toList();
    }

    @Test
    void aRangeTakesThoseOfItThatThereAre() {
        assertEquals(List.of("40", "42", "43", "44", "45", "47"), gates("40-47"));
        assertEquals(List.of("17", "18", "54"), gates("54,17-18"));
        assertEquals(gates("12"), gates("12-12"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "20-17   | --gate is 20-17, but a range begins with the lower number; use 17-20",
                "900-950 | --gate is 900-950, and there is none of these",
                "17-     | --gate is '17-', but must be a number such as 12, or a range such as 20-29",
                "x       | --gate is 'x', but must be a number such as 12, or a range such as 20-29",
                "999     | there is no gate 999; there are 12, ",
                "999     | ; with --run also 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 16, 31, 41, 52",
                "4       | gate 4 is a ratio of times, and found in a run: add --run RUN",
            })
    void aSlipIsOneLine(String asked, String said) {
        Done done = reproduce("--gate", asked);

        assertEquals(ExitCodes.USAGE, done.exit(), done.err());
        assertEquals(1, done.err().lines().count(), done.err());
        assertTrue(done.err().contains(said), done.err());
    }

    @Test
    void theLastLineNamesWhatIsMissedAndWhereItIsToldThatItIsKnown() {
        Done done = reproduce("--gate", "15,113");

        assertEquals(ExitCodes.FAILED, done.exit(), done.err());
        assertEquals(
                "1 of 2 met; missed: 113 (known, see results/README.md and docs/multicore.md)",
                done.out().lines().toList().getLast());
    }

    /// A run with constants of another paper misses what nobody has published.
    @Test
    void whatIsMissedWithOtherConstantsIsNotKnown() {
        Done done = reproduce("--gate", "44", "--set", "arrival=1", "--set", "forward=212");

        assertEquals("0 of 1 met; missed: 44", done.out().lines().toList().getLast(), done.out());
    }

    @Test
    void thePublishedTableHasThoseAndNoOthersAsMissed() throws IOException {
        List<Integer> missed = Files.readAllLines(Path.of("..", "results", "README.md")).stream()
                .filter(line -> line.endsWith("| MISSED |"))
                .map(line -> Integer.valueOf(line.split("\\|")[1].strip()))
                .toList();

        assertEquals(Gates.knownToMiss().keySet(), Set.copyOf(missed));
        for (var known : Gates.knownToMiss().entrySet()) {
            String document = Files.readString(Path.of("..", known.getValue()));
            assertTrue(document.contains("gate " + known.getKey()), known.toString());
        }
    }
}
