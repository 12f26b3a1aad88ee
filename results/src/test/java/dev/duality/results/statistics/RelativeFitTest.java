// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RelativeFitTest {
    @Test
    void plantedCostsAreFoundAgain() {
        RelativeFit fit = RelativeFit.of(new double[][] {{1, 1}, {1, 4}, {1, 1000}}, new double[] {107, 128, 7100});

        assertEquals(100, fit.costs().getFirst(), 1e-9);
        assertEquals(7, fit.costs().getLast(), 1e-9);
        assertTrue(fit.fits());
        assertEquals(1, fit.explained(), 1e-12);
    }

    @Test
    void aPlaceThatIsMissedByFarIsNamedByItsShare() {
        RelativeFit fit = RelativeFit.of(new double[][] {{1, 1}, {1, 2}, {1, 3}, {1, 4}}, new double[] {1, 9, 1, 9});

        assertFalse(fit.fits());
        assertTrue(fit.miss().matches("misses a point by [0-9]+ %"), fit.miss());
    }

    /// Nothing is to be explained where nothing differs.
    @Test
    void ofValuesThatAreAllAlikeNothingIsExplained() {
        RelativeFit fit = RelativeFit.of(new double[][] {{1, 1}, {1, 2}, {1, 3}}, new double[] {8, 8, 8});

        assertTrue(fit.fits());
        assertEquals(0, fit.explained());
    }
}
