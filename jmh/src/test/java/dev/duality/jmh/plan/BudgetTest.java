// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BudgetTest {
    private static final Budget.Forks TEN = new Budget.Forks(10, 0, 10);

    @Test
    void moreTimeBuysForksFirstAndThenLongerOnes() {
        Budget little = Budget.of(Duration.ofSeconds(20), TEN, 5, 0, false);
        Budget enough = Budget.of(Duration.ofMinutes(3), TEN, 5, 0, false);
        Budget plenty = Budget.of(Duration.ofMinutes(5), TEN, 5, 0, false);

        assertEquals(1, little.rounds());
        assertEquals(5, enough.rounds());
        assertEquals(5, plenty.rounds());
        assertTrue(plenty.openMillis() > enough.openMillis());
    }

    @Test
    void whatTheBudgetCannotPayForIsMeasuredOnceAllTheSame() {
        assertEquals(
                1,
                Budget.of(Duration.ofSeconds(1), new Budget.Forks(100, 5, 10), 5, 0, false)
                        .rounds());
    }

    /// A run that waits for a floor has most of its time for waits; one that waits for nothing has little to spare.
    @Test
    void whereLoadsWaitForAFloorThreeEighthsArePlanned() {
        Duration all = Budget.least(TEN, 5, 0, true);
        Duration usual = Budget.least(TEN, 5, 0, false);

        assertEquals(7 / 3.0, all.toMillis() / (double) usual.toMillis(), 0.001);
        assertEquals(
                5,
                Budget.of(all.multipliedBy(Budget.plannedEighths(true)).dividedBy(8), TEN, 5, 0, false)
                        .rounds());
        assertEquals(Duration.ofMinutes(80), Budget.limit(Duration.ofMinutes(30), true));
        assertEquals(Duration.ofMinutes(50), Budget.limit(Duration.ofMinutes(40), false));
    }

    @Test
    void anOpenLoopOfItsOwnLengthIsPaidForByTheClosedOnes() {
        Budget share = Budget.of(Duration.ofMinutes(5), TEN, 5, 0, false);
        Budget own = Budget.of(Duration.ofMinutes(5), TEN, 5, 2_000, false);

        assertEquals(2_000, own.openMillis());
        assertTrue(own.closed().iterationMillis() < share.closed().iterationMillis());
    }

    @Test
    void specificationsAloneTakeOfTheTime() {
        Budget without = Budget.of(Duration.ofMinutes(4), TEN, 5, 0, false);
        Budget with = Budget.of(Duration.ofMinutes(4), new Budget.Forks(10, 10, 10), 5, 0, false);

        assertTrue(with.closed().iterationMillis() < without.closed().iterationMillis());
    }
}
