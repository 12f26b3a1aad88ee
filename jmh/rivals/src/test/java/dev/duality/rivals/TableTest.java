// SPDX-License-Identifier: Apache-2.0
package dev.duality.rivals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.results.FloorProbes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableTest {
    @TempDir
    private Path folder;

    private final List<Score> scores = new ArrayList<>();

    /// Six forks that differ by two percent.
    private void forks(Contestant.Race race, String name, int payload, double nanos) {
        for (int round = 1; round <= 6; round++) {
            double spread = 1 + 0.004 * (round - 3);
            scores.add(new Score(race, name, 1, payload, round, nanos * spread, OptionalDouble.of(0), Optional.empty(), ""));
        }
    }

    private String line(String begin) {
        return Table.of(scores)
                .lines()
                .filter(line -> line.strip().startsWith(begin))
                .findFirst()
                .orElse("no line begins with " + begin);
    }

    @Test
    void theFloorIsTheLowestOfItsFormsAndRowsAreMultiplesOfIt() {
        forks(Contestant.Race.ROUND_TRIP, "floor:two-words", 8, 300);
        forks(Contestant.Race.ROUND_TRIP, "floor:one-word-pause", 8, 200);
        forks(Contestant.Race.ROUND_TRIP, "messaging:ring", 8, 250);

        assertTrue(line("messaging:ring").endsWith("1.25 x"), line("messaging:ring"));
    }

    @Test
    void anAimIsMetOrNotByTheWholeInterval() {
        forks(Contestant.Race.ROUND_TRIP, "floor:one-word-pause", 8, 200);
        forks(Contestant.Race.ROUND_TRIP, "native", 8, 250);
        forks(Contestant.Race.ROUND_TRIP, "native:one-word", 8, 195);
        forks(Contestant.Race.ROUND_TRIP, "messaging:ring", 8, 250);

        assertTrue(line("floor <= 1.1 x native").contains(" 1.03 x "), line("floor <="));
        assertTrue(line("floor <= 1.1 x native").endsWith(": met"), line("floor <="));
        assertTrue(line("messaging:ring <= 1.1 x floor").endsWith(": not met"), line("messaging:ring <= 1.1"));
    }

    @Test
    void theBestRivalIsNeitherOursNorOneThatSleepsNorNoQueue() {
        forks(Contestant.Race.ROUND_TRIP, "ring", 8, 100);
        forks(Contestant.Race.ROUND_TRIP, "line", 8, 90);
        forks(Contestant.Race.ROUND_TRIP, "exchanger", 8, 50);
        forks(Contestant.Race.ROUND_TRIP, "agrona-one", 8, 400);
        forks(Contestant.Race.ROUND_TRIP, "jctools-spsc", 8, 300);
        forks(Contestant.Race.ROUND_TRIP, "messaging:ring", 8, 150);

        assertTrue(line("messaging:ring <= the best rival").contains("jctools-spsc"), Table.of(scores));
    }

    @Test
    void whatHoldsItBackIsShownBesideWhatDiffersByThatAlone() {
        forks(Contestant.Race.ROUND_TRIP, "floor:two-words-pause", 8, 250);
        forks(Contestant.Race.ROUND_TRIP, "floor:one-word-pause", 8, 125);
        forks(Contestant.Race.ROUND_TRIP, "native", 8, 200);
        forks(Contestant.Race.ROUND_TRIP, "messaging:ring", 8, 300);
        forks(Contestant.Race.ONE_WAY, "ring", 64, 15);
        forks(Contestant.Race.ONE_WAY, "jctools-spsc", 64, 6);
        forks(Contestant.Race.ONE_WAY, "jctools-copying", 64, 20);

        assertTrue(line("the floor, two words, pause: in Java").contains(" 1.25 x "), Table.of(scores));
        assertTrue(line("a word each way, one for both").contains(" 2.00 x "), Table.of(scores));
        assertTrue(line("messaging:ring, a word each way").contains(" 1.20 x "), Table.of(scores));
        assertTrue(line("64 bytes one way: ring, JCTools").contains(" 0.75 x "), Table.of(scores));
        assertTrue(line("64 bytes one way: ring at least as many as jctools-spsc").endsWith(": not met"));
    }

    @Test
    void instructionsAreCountsAndNoTimes() {
        forks(Contestant.Race.ROUND_TRIP, "floor:one-word-pause", 8, 200);
        counted("messaging:ring", 702);
        counted("ring", 418);

        String table = Table.of(scores);
        assertTrue(table.indexOf("INSTRUCTIONS") > table.indexOf("ROUND TRIP"), table);
        assertTrue(line("messaging:ring").endsWith(" 702"), table);
        assertTrue(table.indexOf("\nring ") < table.indexOf("\nmessaging:ring "), table);
    }

    private void counted(String name, int instructions) {
        scores.add(new Score(
                Contestant.Race.INSTRUCTIONS, name, 1, 8, 1, instructions, OptionalDouble.empty(), Optional.empty(), ""));
    }

    @Test
    void aFailureIsToldAndIsNoFigure() {
        forks(Contestant.Race.ROUND_TRIP, "ring", 8, 100);
        scores.add(new Score(
                Contestant.Race.ROUND_TRIP, "native", 1, 8, 1, 0, OptionalDouble.empty(), Optional.empty(), "needs gcc: not found"));

        assertTrue(Table.of(scores).contains("round-trip native, 8 bytes: needs gcc: not found"));
        assertTrue(line("native").endsWith("-"), line("native"));
    }

    @Test
    void noLineIsWiderThanATerminalThatShowsIt() {
        for (int payload : List.of(8, 64, 256, 1024, 4096)) {
            Contestant.all().forEach(one -> forks(Contestant.Race.ROUND_TRIP, one.name(), payload, 123_456));
        }
        assertTrue(Table.of(scores).lines().allMatch(line -> line.length() <= 120));
    }

    @Test
    void whatAForkFoundIsReadAgainAsItWas() {
        Scores kept = Scores.begin(folder.resolve("contest"));
        Score one = new Score(
                Contestant.Race.ONE_WAY, "ring", 3, 64, 2, 12.345678901234567, OptionalDouble.of(0.25), Optional.of(new FloorProbes(43.5, 44)), "");
        Score two = new Score(
                Contestant.Race.ROUND_TRIP, "native", 1, 8, 1, 0, OptionalDouble.empty(), Optional.empty(), "a \"quoted\", long\nstory");
        kept.add(one);
        kept.add(two);

        assertEquals(List.of(one, two), Scores.read(folder.resolve("contest")).all());
    }

    @Test
    void aFolderThatHasAContestIsNotBegunAgain() {
        Scores.begin(folder);
        assertThrows(java.io.UncheckedIOException.class, () -> Scores.begin(folder));
    }

    @Test
    void whatIsNoContestIsOneLine() throws IOException {
        assertThrows(IllegalArgumentException.class, () -> Scores.read(folder));
        Files.writeString(folder.resolve("rivals.csv"), "race,name\nround-trip,ring\n");
        assertThrows(IllegalArgumentException.class, () -> Scores.read(folder));
    }
}
