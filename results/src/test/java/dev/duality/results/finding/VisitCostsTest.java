// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
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
        assertTrue(found.fitted() > 0.98, found::toString);
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

    @Test
    void visitsWithCallsAreNoMoves() {
        assertEquals(List.of(), ofImages(i -> i % 3, 16));
    }
}
