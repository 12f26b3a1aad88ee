// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RestTest {
    private final Rest rest = Rest.of(new long[] {60_000, 90_000, -5}, 3_000);

    @Test
    void itWakesTheLongestOversleepTwiceOverBeforeAnOperationIsDue() {
        assertEquals(180_000, rest.slackNanos());
        assertEquals(820_000, rest.nanos(1_000_000));
    }

    @Test
    void whereThereIsLittleTimeItDoesNotSleep() {
        assertEquals(0, rest.nanos(360_000));
        assertEquals(0, rest.nanos(-1));
        assertTrue(rest.nanos(360_001) > 0);
    }

    @Test
    void anOperationThatWasOversleptMakesTheSlackLonger() {
        assertFalse(rest.woke(-20_000));
        assertEquals(180_000, rest.slackNanos());

        assertTrue(rest.woke(20_000));
        assertEquals(400_000, rest.slackNanos());
    }

    @Test
    void aThreadThatWakesUpInTimeHasASlackAllTheSame() {
        assertEquals(50_000, Rest.of(new long[] {0, -1}, 0).slackNanos());
    }
}
