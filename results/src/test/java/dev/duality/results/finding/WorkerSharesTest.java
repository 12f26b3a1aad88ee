// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.results.Figure;
import dev.duality.results.Outcome.Measured;
import dev.duality.results.Samples;
import dev.duality.results.report.Report;
import dev.duality.results.table.FairnessSheet;
import dev.duality.results.table.Format;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

public class WorkerSharesTest {
    /// Four locks for two workers: two that share alike, one that takes long turns, and one that starves a worker; and
    /// one worker alone, who shares with nobody.
    public static Planted planted() {
        Planted run = new Planted();
        row(run, "shm:lock-mcs", 1, 50, 50, 0, 20);
        row(run, "shm:lock-ticket", 0.998, 48, 52, 0, 25);
        row(run, "shm:lock-stamped", 1, 50, 50, 73, 40_000);
        row(run, "shm:lock", 0.6, 9, 91, 10, 900);
        return run.add("counter", "messaging:ring", 1, 1, "pause", 0, Map.of(), 100, 100, 100, 100, 100, 100);
    }

    private static void row(
            Planted run, String substrate, double jain, double first, double second, double alone, double wait) {
        row(run, substrate, "pause", jain, first, second, alone, wait);
    }

    private static void row(
            Planted run,
            String substrate,
            String waits,
            double jain,
            double first,
            double second,
            double alone,
            double wait) {
        run.add("counter", substrate, 2, 0, waits, 0, Map.of(), 100, 100, 100, 100, 100, 100)
                .counted(new Figure(Figure.JAIN, jain, "", false))
                .counted(new Figure(Figure.LONGEST_WAIT, wait, "us", false))
                .counted(new Figure(Figure.ALONE, alone, Figure.PERCENT, false))
                .counted(new Figure(Figure.OF_WORKER + 1, second, "", false))
                .counted(new Figure(Figure.OF_WORKER + 2, first, "", false));
    }

    @Test
    void theTableHasEachRowOfSeveralWorkersAndNoOthers() {
        assertEquals(
                List.of(
                        List.of("shm:lock-mcs", "2+0", "1", "100.00", "100.00", "0.00", "20"),
                        List.of("shm:lock-ticket", "2+0", "0.998", "96.00", "104.00", "0.00", "25"),
                        List.of("shm:lock-stamped", "2+0", "1", "100.00", "100.00", "73.00", "40,000"),
                        List.of("shm:lock", "2+0", "0.600", "18.00", "182.00", "10.00", "900")),
                FairnessSheet.of(planted().findings(200)).getFirst().rows());
    }

    private static Planted byTwoWaits(String... substrates) {
        Planted run = new Planted();
        for (String waits : List.of("pause", "spin")) {
            for (String substrate : substrates) {
                row(run, substrate, waits, 1, 50, 50, 0, 20);
            }
        }
        return run;
    }

    @Test
    void twoSubstratesByTwoWaitsAreNotFourSubstrates() {
        assertEquals(
                List.of(), byTwoWaits("shm:lock", "shm:lock-mcs").findings(200).shares());
    }

    @Test
    void rowsThatDifferInTheirWaitAreToldApartByIt() {
        Findings found = byTwoWaits("shm:lock", "shm:lock-mcs", "shm:lock-ticket", "shm:lock-stamped")
                .findings(200);

        assertEquals(
                List.of("shm:lock, pause", "shm:lock, spin"),
                FairnessSheet.of(found).getFirst().rows().stream()
                        .map(List::getFirst)
                        .filter(name -> name.startsWith("shm:lock,"))
                        .toList());
    }

    @Test
    void theTableOfRowsHasThemWhereThereIsRoom() {
        String wide = new Report(planted().findings(200)).render(Format.TEXT, 160);

        assertTrue(
                wide.lines()
                        .map(line -> line.strip().replaceAll(" +", " "))
                        .anyMatch(line -> line.startsWith("shm:lock 2+0 ") && line.contains(" 0.600 18.00 10.00 900")),
                wide);
    }

    @Test
    void aMonopolyIsANoteOfItsRowWhetherItStarvesAWorkerOrTakesLongTurns() {
        List<Row> rows = planted().findings(200).workloads().getFirst().rows();

        assertEquals(List.of(), notes(rows, "shm:lock-mcs"));
        assertEquals(List.of(), notes(rows, "shm:lock-ticket"));
        assertEquals(
                List.of("a monopoly: one worker got on alone for 73 % of the time"), notes(rows, "shm:lock-stamped"));
        assertEquals(List.of("a monopoly: a worker did only 18 % of an equal share"), notes(rows, "shm:lock"));
    }

    private static List<String> notes(List<Row> rows, String substrate) {
        return rows.stream()
                .filter(row -> row.cell().substrate().equals(substrate))
                .flatMap(row -> row.notes().stream())
                .filter(note -> note.startsWith("a monopoly"))
                .toList();
    }

    /// Each fork starves another worker: over all of them everybody has done the same.
    @Test
    void theWorstForkCountsAndNotWhatForksComeToTogether() {
        WorkerShares shares = WorkerShares.of(
                        Samples.cell("counter", "shm:lock", 2, 0),
                        List.of(fork(30, 70, 5), fork(80, 20, 8), fork(50, 50, 2)))
                .orElseThrow();

        assertEquals(List.of(0.4, 1.6), shares.shares());
        assertEquals(8_000, shares.longestWaitNanos().orElseThrow());
    }

    private static Measured fork(double one, double two, double wait) {
        return Samples.measured(Samples.closed(
                1e6,
                2,
                Samples.usage(
                        new Figure(Figure.JAIN, 1 / (2 * (one * one + two * two) / 1e4), "", false),
                        new Figure(Figure.LONGEST_WAIT, wait, "us", false),
                        new Figure(Figure.OF_WORKER + 1, one, "", false),
                        new Figure(Figure.OF_WORKER + 2, two, "", false))));
    }

    /// Runs of before have no such figures.
    @Test
    void nothingIsSaidOfARunThatDidNotLook() {
        assertEquals(
                Optional.empty(),
                WorkerShares.of(
                        Samples.cell("counter", "shm:lock", 2, 0), List.of(Samples.measured(Samples.closed(1e6, 2)))));
        assertTrue(CrossoverTest.planted(2, 100, k -> 1, 0.01, 6, 1, 2)
                .findings(200)
                .shares()
                .isEmpty());
    }
}
