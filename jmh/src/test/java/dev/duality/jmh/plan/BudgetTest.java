// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BudgetTest {
    @Test
    void moreTimeBuysForksFirstAndThenLongerOnes() {
        Budget little = Budget.of(Duration.ofSeconds(20), 10, 5);
        Budget enough = Budget.of(Duration.ofMinutes(3), 10, 5);
        Budget plenty = Budget.of(Duration.ofMinutes(5), 10, 5);

        assertEquals(1, little.rounds());
        assertEquals(5, enough.rounds());
        assertEquals(5, plenty.rounds());
        assertTrue(plenty.openMillis() > enough.openMillis());
    }

    @Test
    void whatTheBudgetCannotPayForIsMeasuredOnceAllTheSame() {
        assertEquals(1, Budget.of(Duration.ofSeconds(1), 100, 5).rounds());
    }
}
