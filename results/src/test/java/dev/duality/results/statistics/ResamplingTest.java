// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ResamplingTest {
    private static SortedMap<Integer, Double> forks(double... values) {
        SortedMap<Integer, Double> forks = new TreeMap<>();
        for (double value : values) {
            forks.put(forks.size() + 1, value);
        }
        return forks;
    }

    private static double difference(double[] medians) {
        return medians[0] - medians[1];
    }

    @Test
    void theIntervalHoldsAPlantedDifferenceAboutAsOftenAsItSays() {
        Random random = new Random(11);
        int held = 0;
        for (int experiment = 0; experiment < 100; experiment++) {
            SortedMap<Integer, Double> one = new TreeMap<>();
            SortedMap<Integer, Double> other = new TreeMap<>();
            for (int fork = 1; fork <= 8; fork++) {
                one.put(fork, 300 + 10 * random.nextGaussian());
                other.put(fork, 260 + 10 * random.nextGaussian());
            }
            held += Resampling.interval(List.of(one, other), ResamplingTest::difference, experiment)
                            .orElseThrow()
                            .contains(40)
                    ? 1
                    : 0;
        }

        assertTrue(held >= 88 && held < 100, held + " of 100 intervals of 95 % hold the difference they should");
    }

    @Test
    void whatSlowsAllCellsOfARoundAlikeCancels() {
        Interval paired = Resampling.interval(
                        List.of(forks(300, 500, 900), forks(260, 460, 860)), ResamplingTest::difference, 1)
                .orElseThrow();

        assertEquals(new Interval(40, 40), paired);
    }

    /// At both places, in nearly all draws, and on the side that is asked about; one fork says nothing against it.
    @Test
    void oneLeadsOnlyWhereItDoesSoEverywhereInNearlyAllDraws() {
        List<SortedMap<Integer, Double>> ahead = List.of(forks(5, 6, 7, 8, 9, 6), forks(1, 2, 3, 2, 1, 2));
        List<SortedMap<Integer, Double>> once = List.of(forks(5, 6, 7, 8, 9, 6), forks(1, -2, 3, -2, 1, 2));

        assertTrue(Resampling.leads(ahead, medians -> medians, false, 1));
        assertFalse(Resampling.leads(ahead, medians -> medians, true, 1));
        assertTrue(Resampling.leads(ahead, medians -> new double[] {-medians[0], -medians[1]}, true, 1));
        assertFalse(Resampling.leads(once, medians -> medians, false, 1), "behind at one of the two, in some draws");
        assertTrue(Resampling.leads(List.of(forks(5), forks(1)), medians -> medians, false, 1));
    }

    @Test
    void oneForkHasNoInterval() {
        assertEquals(
                Optional.empty(), Resampling.interval(List.of(forks(1, 2), forks(1)), ResamplingTest::difference, 1));
    }

    @Test
    void aFigureThatIsNoNumberCountsAsInfinite() {
        assertEquals(
                Double.POSITIVE_INFINITY,
                Resampling.interval(List.of(forks(0, 0)), medians -> Math.log(medians[0] - 1), 1)
                        .orElseThrow()
                        .high());
    }
}
