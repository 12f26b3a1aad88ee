// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallTimesTest {
    /// Against a sorted list: not below, and by less than one part in 1,000 above.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aPercentileIsThatOfASortedList(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long[] nanos = random.longs(10_000)
                .map(bits -> (bits & Long.MAX_VALUE) >>> random.nextInt(63))
                .toArray();
        CallTimes times = new CallTimes();
        Arrays.stream(nanos).forEach(times::add);
        Arrays.sort(nanos);

        assertEquals(nanos.length, times.count());
        for (double percentile : new double[] {0.01, 1, 50, 90, 99, 99.9, 100}) {
            long exact = nanos[(int) Math.ceil(percentile * nanos.length / 100) - 1];
            long found = times.percentile(percentile).orElseThrow();
            assertTrue(found >= exact && found - exact <= exact / 1_000, percentile + ": " + found + " of " + exact);
        }
    }

    @Test
    void shortTimesAreKeptAsTheyAre() {
        for (long nanos = 0; nanos < 2_048; nanos++) {
            CallTimes times = new CallTimes();
            times.add(nanos);
            assertEquals(OptionalLong.of(nanos), times.percentile(50));
        }
    }

    @Test
    void theLongestTimeThereIsAndOneBelowNothingAreTaken() {
        CallTimes times = new CallTimes();
        times.add(Long.MAX_VALUE);
        times.add(-1);

        assertEquals(OptionalLong.of(0), times.percentile(50));
        assertEquals(OptionalLong.of(Long.MAX_VALUE), times.percentile(100));
    }

    @Test
    void theSummaryHasTheHalfAndTheLastHundredth() {
        CallTimes times = new CallTimes();
        for (long nanos = 1; nanos <= 200; nanos++) {
            times.add(nanos);
        }

        assertEquals(Optional.of(new CallTimes.Summary(200, 100, 198)), times.summary());
    }

    @Test
    void withoutCallsThereIsNoPercentile() {
        assertEquals(OptionalLong.empty(), new CallTimes().percentile(50));
        assertEquals(Optional.empty(), new CallTimes().summary());
        assertThrows(IllegalArgumentException.class, () -> new CallTimes().percentile(0));
        assertThrows(IllegalArgumentException.class, () -> new CallTimes().percentile(Double.NaN));
    }
}
