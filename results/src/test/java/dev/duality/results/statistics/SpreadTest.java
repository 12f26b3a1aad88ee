// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void oneWildForkDoesNotMoveTheMedian() {
        Spread spread = Spread.of(List.of(10.0, 11.0, 12.0, 13.0, 1e9));

        assertEquals(12, spread.median());
        assertEquals(10, spread.lowest());
        assertEquals(1e9, spread.highest());
    }

    @Test
    void theVariationIsTheSampleDeviationOverTheMean() {
        assertEquals(0.2, Spread.of(List.of(8.0, 10.0, 12.0)).variation(), 1e-12);
        assertEquals(0, Spread.of(List.of(8.0)).variation());
    }

    @Test
    void noForkHasNoSpread() {
        assertThrows(IllegalArgumentException.class, () -> Spread.of(List.of()));
    }
}
