// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class StepsTest {
    @Test
    void eachStepMixesTheWordOnceMore() {
        assertEquals(5, Steps.take(5, 0));
        assertEquals(Mix.of(5), Steps.take(5, 1));
        assertEquals(Mix.of(Steps.take(5, 6)), Steps.take(5, 7));
    }

    @Test
    void nanosecondsBecomeStepsByThePaceOfTheMachine() {
        assertEquals(500, Steps.ofNanos(2_000, 250));
        assertEquals(0, Steps.ofNanos(0, 250));
        assertEquals(25, Steps.ofNanos(100, 250));
    }

    @Test
    void moreStepsThanALongCanCountAreASlip() {
        assertThrows(ArithmeticException.class, () -> Steps.ofNanos(Long.MAX_VALUE, 2));
    }

    @Test
    void theMachineHasAPace() {
        assertTrue(Steps.measurePerMicrosecond() > 0);
    }
}
