// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class AheadTest {
    private static final long SECOND = 1_000_000_000;

    /// @param perSecond what the worker does
    /// @param from when, in looks of a millisecond
    private static long after(Ahead ahead, long perSecond, int from, int looks) {
        long allowed = 0;
        for (int look = from; look < from + looks; look++) {
            allowed = ahead.next(look * perSecond / 1000, true, look * SECOND / 1000);
        }
        return allowed;
    }

    /// Whoever ends an iteration waits until all of them are done.
    @Test
    void aSlowWorkerIsNotSentFurtherAheadThanItComesInATwentiethOfASecond() {
        assertEquals(Ahead.LEAST, after(new Ahead(), 500, 0, 10_000));
        long allowed = after(new Ahead(), 20_000, 0, 10_000);
        assertTrue(allowed > Ahead.LEAST && allowed <= 1_000, "it may do " + allowed);
    }

    @Test
    void aQuickWorkerIsSentAsFarAsAnyUntilItIsNeverFoundIdle() {
        assertEquals(Ahead.MOST, after(new Ahead(), 10_000_000, 0, 100));
        assertEquals(Ahead.LEAST, new Ahead().next(1_000_000, false, SECOND));
    }

    @Test
    void aWorkerThatBecomesSlowIsSentLessFar() {
        Ahead ahead = new Ahead();
        assertEquals(Ahead.MOST, after(ahead, 10_000_000, 0, 100));
        ahead.rest();
        assertEquals(Ahead.LEAST, after(ahead, 500, 100, 10_000));
    }
}
