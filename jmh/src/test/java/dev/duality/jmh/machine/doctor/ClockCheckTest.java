// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.machine.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ClockCheckTest {
    private final AtomicLong readings = new AtomicLong();

    @Test
    void aFineClockShowsWhatAReadingCosts() {
        assertEquals(new ClockCheck(25, 25), ClockCheck.measure(() -> readings.incrementAndGet() * 25));
    }

    @Test
    void aCoarseClockShowsItsStep() {
        ClockCheck check = ClockCheck.measure(() -> readings.incrementAndGet() / 40 * 1000);

        assertEquals(1000, check.stepNanos());
        assertEquals(25, check.costNanos());
    }

    @Test
    void aVerySlowClockIsWaitedFor() {
        assertEquals(
                5,
                ClockCheck.measure(() -> readings.incrementAndGet() / 1_000_000 * 5)
                        .stepNanos());
    }

    @Test
    void aClockThatStandsStillIsABrokenMachine() {
        assertThrows(IllegalStateException.class, () -> ClockCheck.measure(() -> 7));
    }

    @Test
    void aClockThatGoesBackIsABrokenMachine() {
        assertThrows(IllegalStateException.class, () -> ClockCheck.measure(readings::decrementAndGet));
    }

    @Test
    void theClockOfThisMachineMoves() {
        assertTrue(ClockCheck.ofNanoTime().stepNanos() > 0);
    }
}
