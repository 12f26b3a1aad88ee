// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimersTest {
    private final Timers timers = new Timers();

    @ParameterizedTest
    @ValueSource(longs = {0, 1_000, Long.MAX_VALUE - 15, Long.MIN_VALUE})
    void timersRunOutInTheOrderOfTheirTimes(long now) {
        for (int timer = 0; timer < 10; timer++) {
            timers.set(timer, now + 10 + timer * 7 % 10);
        }
        assertEquals(-1, timers.takeDue(now));
        assertEquals(-1, timers.takeDue(now + 9));
        assertEquals(10, timers.nanosLeft(now));
        int previous = -1;
        for (int i = 0; i < 10; i++) {
            int timer = timers.takeDue(now + 19);
            assertTrue(timer * 7 % 10 > previous);
            previous = timer * 7 % 10;
        }
        assertEquals(-1, timers.takeDue(now + 19));
        assertTrue(timers.isEmpty());
    }

    @Test
    void aTimerIsDueAtItsTimeAndNotBefore() {
        timers.set(3, 100);
        assertEquals(-1, timers.takeDue(99));
        assertEquals(1, timers.nanosLeft(99));
        assertEquals(3, timers.takeDue(100));
    }

    @Test
    void aTimerThatIsSetAgainIsMoved() {
        timers.set(3, 100);
        timers.set(3, 200);
        assertEquals(-1, timers.takeDue(199));
        assertEquals(3, timers.takeDue(200));
        assertTrue(timers.isEmpty());
    }

    @Test
    void aTimerThatIsClearedNeverRunsOut() {
        timers.set(1, 100);
        timers.set(2, 100);
        timers.clear(1);
        timers.clear(7);
        assertEquals(2, timers.takeDue(100));
        assertEquals(-1, timers.takeDue(100));
        assertTrue(timers.isEmpty());
    }

    @Test
    void anOverdueTimerLeavesNoTime() {
        timers.set(1, 100);
        assertFalse(timers.nanosLeft(150) > 0);
    }

    @Test
    void aNameIsNotNegative() {
        assertThrows(IllegalArgumentException.class, () -> timers.set(-1, 100));
    }
}
