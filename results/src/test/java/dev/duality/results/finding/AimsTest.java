// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class AimsTest {
    private static final double FLOOR = 200;

    private final Planted planted = new Planted();

    /// Six forks that differ by two percent.
    private static double[] description(double nanos) {
        double[] forks = new double[6];
        Arrays.setAll(forks, i -> nanos * (1 + 0.004 * (i - 2)));
        return forks;
    }

    private AimsTest trip(String substrate, String waits, double nanos) {
        planted.add("round-trip", substrate, 1, 1, waits, 0, Map.of("payload", "8"), description(nanos));
        return this;
    }

    private AimsTest trip(String substrate, double nanos) {
        return trip(substrate, "pause", nanos);
    }

    private AimsTest oneWay(String substrate, int payload, double nanos) {
        planted.add(
                "one-way",
                substrate,
                1,
                1,
                "pause",
                payload,
                Map.of("payload", Integer.toString(payload)),
                description(nanos));
        return this;
    }

    private Aims aims() {
        return planted.findings(FLOOR).aims();
    }

    private Aims.Aim aim(String begin) {
        return aims().aims().stream()
                .filter(aim -> aim.text().startsWith(begin))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("%s is none of %s".formatted(begin, aims())));
    }

    private double beside(String words) {
        return aims().besides().stream()
                .filter(beside -> beside.text().equals(words))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("%s is none of %s".formatted(words, aims())))
                .ratio()
                .value();
    }

    @Test
    void anAimIsMetOrNotByTheWholeInterval() {
        trip("by-hand:c-two-words", 300).trip("by-hand:c-one-word", 195).trip("messaging:ring", 250);

        assertEquals(1.03, aim("floor <= 1.1 x C").ratio().value(), 0.01);
        assertEquals("met", aim("floor <= 1.1 x C").verdict());
        assertEquals(1.25, aim("messaging:ring <= 1.1 x floor").ratio().value(), 0.01);
        assertEquals("not met", aim("messaging:ring <= 1.1 x floor").verdict());
    }

    @Test
    void anIntervalAcrossTheLimitIsMetByTheMiddleOnly() {
        trip("messaging:jctools-spsc", 103).trip("by-hand:jctools-spsc", 100.5);
        Aims.Aim aim = aim("messaging:jctools-spsc <= 1.03 x by-hand:jctools-spsc");
        assertEquals("met", aim.verdict());

        Aims.Aim across = new Aims.Aim("x", aim.ratio(), aim.ratio().value() * 1.0001);
        assertTrue(across.verdict().startsWith("met"), across.verdict());
    }

    @Test
    void theBestBaselineIsNeitherOursNorOneThatSleepsNorNoQueue() {
        trip("by-hand:ring", 100)
                .trip("by-hand:line", 90)
                .trip("by-hand:c-one-word", 80)
                .trip("by-hand:exchanger", "park", 50)
                .trip("by-hand:agrona-one", 400)
                .trip("by-hand:jctools-spsc", 300)
                .trip("messaging:ring", 150);

        Aims.Aim aim = aim("messaging:ring <= the best baseline");
        assertEquals("messaging:ring <= the best baseline, by-hand:jctools-spsc", aim.text());
        assertEquals(0.5, aim.ratio().value(), 0.02);
        assertEquals("met", aim.verdict());
    }

    @Test
    void whatHoldsItBackIsShownBesideWhatDiffersByThatAlone() {
        trip("by-hand:c-one-word", 160)
                .trip("by-hand:c-two-words", 320)
                .trip("by-hand:line", 400)
                .trip("by-hand:ring", 440)
                .trip("messaging:ring", 660)
                .oneWay("by-hand:ring", 64, 15)
                .oneWay("by-hand:jctools-spsc", 64, 6)
                .oneWay("by-hand:jctools-copying", 64, 20);

        assertEquals(1.25, beside("one word for both ways: the floor in Java, in C"), 0.01);
        assertEquals(2, beside("a word each way, one for both, in C"), 0.01);
        assertEquals(1.25, beside("a word each way: in Java, in C"), 0.01);
        assertEquals(1.1, beside("by-hand:ring, a word each way by hand"), 0.01);
        assertEquals(1.5, beside("messaging:ring, the ring without nodes, ports and hosts"), 0.01);
        assertEquals(0.75, beside("64 bytes one way: the ring, JCTools when it copies, too"), 0.01);
        assertEquals(
                "not met",
                aim("64 bytes one way: by-hand:ring <= the best baseline").verdict());
    }

    @Test
    void aRunWithoutBaselinesAimsAtNothing() {
        planted.add("rpc", "messaging:ring", 1, 1, "pause", 0, Map.of(), description(100));

        assertEquals(new Aims(List.of(), List.of()), aims());
    }
}
