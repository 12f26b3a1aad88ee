// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.multicore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MiddleHalfTest {
    /// A start and an end that take long are in neither figure.
    @Test
    void aQuarterOfTheEventsAtEitherEndCountsForNothing() {
        MiddleHalf half = MiddleHalf.of(8);

        assertEquals(new MiddleHalf(2, 5), half);
        assertEquals(3, half.steps());
        assertEquals(30, half.growth(new double[] {0, 900, 1000, 1010, 1020, 1030, 2000, 9000}));
    }

    @Test
    void theFewestEventsHaveAStep() {
        assertEquals(new MiddleHalf(1, 2), MiddleHalf.of(4));
    }
}
