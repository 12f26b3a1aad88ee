// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class RatioTest {
    private static final long SEED = 42;

    @Test
    void theValueIsTheRatioOfTheMedians() {
        Ratio ratio = Ratio.ofMedians(forks(100, 190, 1_000), forks(90, 100, 110), SEED);

        assertEquals(1.9, ratio.value(), 1e-12);
    }

    @Test
    void theIntervalHoldsAPlantedRatioAboutAsOftenAsItSays() {
        Random random = new Random(7);
        int held = 0;
        for (int experiment = 0; experiment < 100; experiment++) {
            Ratio ratio = Ratio.ofMedians(
                    forks(8, _ -> 190 * Math.exp(0.05 * random.nextGaussian())),
                    forks(8, _ -> 100 * Math.exp(0.05 * random.nextGaussian())),
                    experiment);
            held += ratio.interval().orElseThrow().contains(1.9) ? 1 : 0;
        }

        assertTrue(held >= 88, held + " of 100 intervals of 95 % hold the ratio they should");
        assertTrue(held < 100, "an interval that is never wrong is too wide");
    }

    @Test
    void theIntervalIsNarrowWhereTheForksAgree() {
        Ratio ratio = Ratio.ofMedians(forks(189, 190, 190, 191, 190), forks(100, 100, 101, 99, 100), SEED);

        Interval interval = ratio.interval().orElseThrow();
        assertTrue(interval.low() > 1.86 && interval.high() < 1.94, interval.toString());
    }

    @Test
    void whatSlowsBothSidesOfARoundAlikeCancels() {
        IntToDoubleFunction mood = fork -> 1 + 0.5 * (fork % 3);
        SortedMap<Integer, Double> above = forks(9, fork -> 190 * mood.applyAsDouble(fork));
        SortedMap<Integer, Double> below = forks(9, fork -> 100 * mood.applyAsDouble(fork));
        SortedMap<Integer, Double> otherRounds = new TreeMap<>();
        below.forEach((fork, value) -> otherRounds.put(fork + 100, value));

        Interval paired = Ratio.ofMedians(above, below, SEED).interval().orElseThrow();
        Interval unpaired = Ratio.ofMedians(above, otherRounds, SEED).interval().orElseThrow();

        assertEquals(1.9, paired.low(), 1e-9);
        assertEquals(1.9, paired.high(), 1e-9);
        assertTrue(unpaired.high() > 2.5, unpaired.toString());
    }

    @Test
    void sidesWithUnequalForksAreDrawnByThemselves() {
        Ratio ratio = Ratio.ofMedians(forks(190, 191, 192, 193), forks(100, 101), SEED);

        assertEquals(2, ratio.forks());
        assertTrue(ratio.interval().orElseThrow().contains(1.9));
    }

    @Test
    void oneForkHasNoInterval() {
        Ratio ratio = Ratio.ofMedians(forks(190, 191, 192), forks(100), SEED);

        assertEquals(Optional.empty(), ratio.interval());
        assertEquals("1.91 x (1 fork: no interval)", ratio.words());
    }

    @Test
    void theSameSeedGivesTheSameInterval() {
        Random random = new Random(7);
        SortedMap<Integer, Double> above = forks(60, _ -> random.nextDouble(150, 250));
        SortedMap<Integer, Double> below = forks(60, _ -> random.nextDouble(50, 150));

        assertEquals(Ratio.ofMedians(above, below, 1), Ratio.ofMedians(above, below, 1));
        assertNotEquals(Ratio.ofMedians(above, below, 1), Ratio.ofMedians(above, below, 2));
    }

    @Test
    void anIntervalThatHoldsOneShowsNoDifference() {
        Ratio ratio = Ratio.ofMedians(forks(95, 102, 108), forks(103, 99, 101), SEED);

        assertNotEquals(1, ratio.value());
        assertEquals(Ratio.Direction.NO_DIFFERENCE, ratio.direction());
    }

    @Test
    void anIntervalAboveOneIsGreaterAndItsInverseIsLess() {
        Ratio ratio = Ratio.ofMedians(forks(189, 190, 191), forks(99, 100, 101), SEED);

        assertEquals(Ratio.Direction.GREATER, ratio.direction());
        assertEquals(Ratio.Direction.LESS, ratio.inverse().direction());
        assertEquals(ratio.value(), ratio.inverse().inverse().value(), 1e-12);
        assertEquals(
                1 / ratio.interval().orElseThrow().low(),
                ratio.inverse().interval().orElseThrow().high());
    }

    private static SortedMap<Integer, Double> forks(double... values) {
        return forks(values.length, fork -> values[fork - 1]);
    }

    private static SortedMap<Integer, Double> forks(int count, IntToDoubleFunction value) {
        SortedMap<Integer, Double> forks = new TreeMap<>();
        for (int fork = 1; fork <= count; fork++) {
            forks.put(fork, value.applyAsDouble(fork));
        }
        return forks;
    }

    @Test
    void anIntervalHoldsItsEnds() {
        Interval interval = new Interval(1, 2);

        assertTrue(interval.contains(1) && interval.contains(2) && interval.contains(1.5));
        assertFalse(interval.contains(Math.nextDown(1.0)) || interval.contains(Math.nextUp(2.0)));
    }
}
