// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts.arrival;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArrivalsTest {
    private static final int COUNT = 100_000;

    private static long[] gaps(Arrivals arrivals) {
        return IntStream.range(0, arrivals.size())
                .mapToLong(i -> arrivals.nanos(i) - (i == 0 ? 0 : arrivals.nanos(i - 1)))
                .toArray();
    }

    private static List<String> lines(Arrivals arrivals) {
        return IntStream.range(0, arrivals.size())
                .mapToObj(i -> arrivals.nanos(i) + " ns, device " + arrivals.device(i))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theMeanGapOfAPoissonScheduleIsTheInverseOfItsRate(long seed) {
        double mean = Arrays.stream(gaps(Arrivals.poisson(new double[] {40_000, 10_000}, COUNT, seed)))
                .average()
                .getAsDouble();

        assertEquals(20_000, mean, 20_000 * 0.02); // 6 standard errors of an exponential
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void gapsOfAPoissonScheduleAreExponential(long seed) {
        long[] gaps = gaps(Arrivals.poisson(new double[] {50_000}, COUNT, seed));
        double longer = Arrays.stream(gaps).filter(gap -> gap > 40_000).count() / (double) COUNT;

        assertEquals(Math.exp(-2), longer, 0.007); // 6 standard errors
    }

    @Test
    void eachDeviceHasItsShare() {
        Arrivals arrivals = Arrivals.poisson(Arrivals.unequal(4, 1_000), COUNT, 7);
        double[] shares = new double[4];
        for (int i = 0; i < COUNT; i++) {
            shares[arrivals.device(i)] += 1.0 / COUNT;
        }

        for (int device = 0; device < 4; device++) {
            assertEquals(0.48 / (device + 1), shares[device], 0.01);
        }
    }

    @Test
    void theSameSeedGivesTheSameScheduleAndAnotherSeedAnother() {
        List<String> first = lines(Arrivals.poisson(new double[] {3, 4}, 1_000, 5));

        assertEquals(first, lines(Arrivals.poisson(new double[] {3, 4}, 1_000, 5)));
        assertNotEquals(first, lines(Arrivals.poisson(new double[] {3, 4}, 1_000, 6)));
    }

    /// Written down, so that a schedule cannot change from one JDK or machine to the next unseen.
    @Test
    void aSeedMeansTheSameScheduleForEver() {
        assertEquals(
                List.of("418 ns, device 1", "2188 ns, device 0", "2482 ns, device 1", "3531 ns, device 1"),
                lines(Arrivals.poisson(new double[] {1e6, 1e6}, 4, 1)));
    }

    @Test
    void timesNeverDecrease() {
        assertTrue(Arrays.stream(gaps(Arrivals.poisson(new double[] {1e9}, COUNT, 1)))
                .allMatch(gap -> gap >= 0));
    }

    @Test
    void aBurstIsOfOneDeviceAndAtOneTime() {
        Arrivals arrivals = Arrivals.bursts(Arrivals.equal(3, 1_000), 8, 800, 1);

        for (int i = 0; i < 800; i++) {
            assertEquals(arrivals.nanos(i - i % 8), arrivals.nanos(i));
            assertEquals(arrivals.device(i - i % 8), arrivals.device(i));
        }
    }

    @Test
    void burstsKeepTheRate() {
        Arrivals arrivals = Arrivals.bursts(new double[] {50_000}, 10, COUNT, 1);

        assertEquals(COUNT * 20_000.0, (double) arrivals.nanos(COUNT - 1), COUNT * 20_000.0 * 0.06);
    }

    @Test
    void aDeviceThatNeverRaisesIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Arrivals.poisson(new double[] {1, 0}, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> Arrivals.poisson(new double[] {Double.NaN}, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> Arrivals.poisson(new double[] {}, 1, 1));
    }
}
