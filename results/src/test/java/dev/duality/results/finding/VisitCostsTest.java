// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.results.table.Table;
import dev.duality.results.table.VisitSheet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

public class VisitCostsTest {
    private static void add(
            Planted planted, String substrate, String touch, double visit, double file, double octet, double noise) {
        Random random = new Random(substrate.hashCode() + touch.hashCode());
        for (int files : new int[] {0, 256}) {
            for (int pages : new int[] {0, 4, 16}) {
                double[] nanos = new double[6];
                for (int fork = 0; fork < nanos.length; fork++) {
                    nanos[fork] =
                            (visit + file * files + octet * 4096 * pages) * Math.exp(noise * random.nextGaussian());
                }
                planted.add(
                        "migration",
                        substrate,
                        1,
                        1,
                        "pause",
                        0,
                        Map.of(
                                "files",
                                Integer.toString(files),
                                "pages",
                                Integer.toString(pages),
                                "touch",
                                touch,
                                "calls",
                                "0",
                                "signals",
                                "0"),
                        nanos);
            }
        }
    }

    /// Messages that pay at once, and a word that puts off what it costs.
    public static Planted planted(double noise) {
        Planted planted = new Planted();
        add(planted, "messaging:ring", "none", 1_000, 8, 0.5, noise);
        add(planted, "messaging:ring", "all", 1_000, 8, 0.6, noise);
        add(planted, "shm:handover", "none", 90, 0, 0.01, noise);
        add(planted, "shm:handover", "all", 90, 0, 0.3, noise);
        return planted;
    }

    @Test
    void theThreeTermsOfAMoveAreFoundAgainThroughNoise() {
        VisitCosts found = planted(0.02).findings(200).visitCosts().getFirst();

        assertEquals("messaging:ring", found.cell().substrate());
        assertEquals(0.5, found.octet().nanos(), 0.03);
        assertTrue(found.octet().interval().orElseThrow().contains(0.5), found::toString);
        assertEquals(8, found.file().nanos(), 2);
        assertTrue(found.fit().explained() > 0.98, found::toString);
    }

    @Test
    void whatIsPutOffIsTheBytesOfTheOneThatTouchesAll() {
        List<VisitCosts> found = planted(0).findings(200).visitCosts();

        assertEquals(
                List.of(false, true, false, true),
                found.stream().map(VisitCosts::touching).toList());
        assertEquals(0.01, found.get(2).octet().nanos(), 1e-6);
        assertEquals(0.3, found.get(3).octet().nanos(), 1e-6);
        assertEquals(90, found.get(3).visit().nanos(), 1e-3);
    }

    /// Six images over messages, whose time grows with their pages.
    private static List<VisitCosts> ofImages(IntUnaryOperator files, int calls) {
        Planted planted = new Planted();
        for (int i = 0; i < 6; i++) {
            planted.add(
                    "migration",
                    "messaging:ring",
                    1,
                    1,
                    "pause",
                    0,
                    Map.of(
                            "files",
                            Integer.toString(files.applyAsInt(i)),
                            "pages",
                            Integer.toString(i),
                            "calls",
                            Integer.toString(calls),
                            "signals",
                            "0"),
                    100 + i);
        }
        return planted.findings(200).visitCosts();
    }

    /// Of images whose files grow with their pages nobody can tell which of both costs.
    @Test
    void placesOnOneLineHaveNoTerms() {
        assertEquals(1, ofImages(i -> i % 3, 0).size());
        assertEquals(List.of(), ofImages(i -> 4 * i, 0));
    }

    /// Visits of one worker without its files, and with 256 of them; of each with 0, 4 and 16 changed pages.
    private static Planted of(double... nanos) {
        return with(new Planted(), "all", Map.of(), nanos);
    }

    /// Moves that nobody touches by one mix, and moves that are touched by another.
    public static Planted ofTwoMixes() {
        Planted planted = with(new Planted(), "none", Map.of("mix", "local"), 100, 400, 1_300, 100, 400, 1_300);
        return with(planted, "all", Map.of("mix", "joint"), 100, 800, 2_600, 100, 800, 2_600);
    }

    private static Planted with(Planted planted, String touch, Map<String, String> more, double... nanos) {
        for (int i = 0; i < nanos.length; i++) {
            String files = i < 3 ? "0" : "256";
            String pages = List.of("0", "4", "16").get(i % 3);
            Map<String, String> params = new TreeMap<>(more);
            params.putAll(Map.of("files", files, "pages", pages, "touch", touch, "calls", "0", "signals", "0"));
            planted.add("migration", "shm:handover", 1, 1, "pause", 0, params, nanos[i], nanos[i]);
        }
        return planted;
    }

    /// Those of a run whose visits without pages take 32 ns whatever their files; squares of nanoseconds say 74.
    @Test
    void aSmallVisitIsMissedByNoLargerShareThanALargeOne() {
        VisitCosts found =
                of(31.8, 347, 1_031, 32.5, 361, 985).findings(200).visitCosts().getFirst();

        assertEquals(32.1, found.visit().nanos(), 0.1);
        assertEquals(16.86 / 1024, found.octet().nanos(), 1e-5);
        assertEquals(0.16, found.fit().farthest(), 0.005);
        assertEquals(0.972, found.fit().explained(), 0.001);
    }

    /// A process with files and no pages takes three times as long as files and pages say.
    @Test
    void termsThatMissAPlaceByAQuarterOfItAreNotTold() {
        Planted planted = of(100, 400, 1_300, 900, 400, 1_300);

        assertFalse(planted.findings(200).visitCosts().getFirst().fit().fits());
        Table table = VisitSheet.of(planted.findings(200)).getFirst();
        assertEquals(
                List.of("shm:handover 1+1", "all", "inconclusive", "", ""),
                table.rows().getFirst().subList(0, 5));
    }

    @Test
    void visitsWithCallsAreNoMoves() {
        assertEquals(List.of(), ofImages(i -> i % 3, 16));
    }
}
