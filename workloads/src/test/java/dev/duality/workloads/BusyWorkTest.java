// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.shm.SplitMix64;
import org.junit.jupiter.api.Test;

class BusyWorkTest {
    @Test
    void eachStepMixesTheWordOnceMore() {
        assertEquals(5, BusyWork.take(5, 0));
        assertEquals(SplitMix64.of(5), BusyWork.take(5, 1));
        assertEquals(SplitMix64.of(BusyWork.take(5, 6)), BusyWork.take(5, 7));
    }

    @Test
    void nanosecondsBecomeStepsByThePaceOfTheMachine() {
        assertEquals(500, BusyWork.ofNanos(2_000, 250));
        assertEquals(0, BusyWork.ofNanos(0, 250));
        assertEquals(25, BusyWork.ofNanos(100, 250));
    }

    @Test
    void moreStepsThanALongCanCountAreASlip() {
        assertThrows(ArithmeticException.class, () -> BusyWork.ofNanos(Long.MAX_VALUE, 2));
    }

    @Test
    void theMachineHasAPace() {
        assertTrue(BusyWork.measurePerMicrosecond() > 0);
    }
}
