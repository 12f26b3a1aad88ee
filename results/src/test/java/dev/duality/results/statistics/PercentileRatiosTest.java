// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class PercentileRatiosTest {
    private static final double[] PERCENTILES = {50, 99, 100};

    /// So many usual values and so many slow ones.
    private static Histogram fork(long usual, long count, long slow, long slowCount) {
        Histogram histogram = new Histogram(3);
        histogram.recordValueWithCount(usual, count);
        histogram.recordValueWithCount(slow, slowCount);
        return histogram;
    }

    private static SortedMap<Integer, Histogram> forks(int first, Histogram... all) {
        SortedMap<Integer, Histogram> forks = new TreeMap<>();
        for (Histogram one : all) {
            forks.put(first + forks.size(), one);
        }
        return forks;
    }

    @Test
    void eachPercentileHasItsOwnRatio() {
        List<Ratio> ratios = PercentileRatios.of(
                forks(1, fork(200, 9_800, 5_000, 200), fork(200, 9_800, 5_000, 200)),
                forks(1, fork(100, 9_800, 1_000, 200), fork(100, 9_800, 1_000, 200)),
                PERCENTILES,
                1);

        assertEquals(2, ratios.get(0).value(), 0.01);
        assertEquals(5, ratios.get(1).value(), 0.02);
        assertEquals(5, ratios.get(2).value(), 0.02);
        assertEquals(5, ratios.get(1).interval().orElseThrow().low(), 0.02);
        assertEquals(2, ratios.get(1).forks());
    }

    /// The mean of both forks' p99 would be 5.5 times as long.
    @Test
    void histogramsAreMergedAndPercentilesNeverAveraged() {
        Ratio p99 = PercentileRatios.of(
                        forks(1, fork(100, 1_000, 100, 1), fork(100, 985, 1_000, 15)),
                        forks(1, fork(100, 1_000, 100, 1), fork(100, 1_000, 100, 1)),
                        PERCENTILES,
                        1)
                .get(1);

        assertEquals(1, p99.value(), 0.01);
        assertEquals(10, p99.interval().orElseThrow().high(), 0.1);
    }

    @Test
    void whatSlowsBothSidesOfARoundAlikeCancels() {
        Histogram[] above = {fork(200, 99, 400, 1), fork(600, 99, 900, 1), fork(300, 99, 700, 1)};
        Histogram[] below = {fork(100, 99, 200, 1), fork(300, 99, 450, 1), fork(150, 99, 350, 1)};

        Interval paired = PercentileRatios.of(forks(1, above), forks(1, below), PERCENTILES, 1)
                .getFirst()
                .interval()
                .orElseThrow();
        Interval apart = PercentileRatios.of(forks(1, above), forks(7, below), PERCENTILES, 1)
                .getFirst()
                .interval()
                .orElseThrow();

        assertTrue(paired.low() > 1.98 && paired.high() < 2.02, paired::toString);
        assertTrue(apart.high() > 3, apart::toString);
    }

    @Test
    void oneForkHasNoInterval() {
        assertEquals(
                Optional.empty(),
                PercentileRatios.of(forks(1, fork(2, 1, 2, 1)), forks(1, fork(1, 1, 1, 1)), PERCENTILES, 1)
                        .getFirst()
                        .interval());
    }

    @Test
    void aReadingOfNothingCountsAsOne() {
        assertEquals(
                7,
                PercentileRatios.of(forks(1, fork(7, 1, 7, 1)), forks(1, fork(0, 1, 0, 1)), PERCENTILES, 1)
                        .getFirst()
                        .value());
    }
}
