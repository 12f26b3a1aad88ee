// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.prediction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class PredictionTest {
    private static Prediction off(double measured, double predicted) {
        return new Prediction("rpc/shm:mailbox/w1", 5, measured, predicted);
    }

    @Test
    void theErrorIsAShareOfWhatWasMeasured() {
        assertEquals(0.5, off(100, 150).error(), 1e-12);
        assertEquals(-0.25, off(100, 75).error(), 1e-12);
    }

    @Test
    void theMedianIsOfErrorsInEitherDirection() {
        assertEquals(0.2, Prediction.medianError(List.of(off(100, 80), off(100, 90), off(100, 150))), 1e-12);
    }

    @Test
    void whatTookNoTimeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> off(0, 1));
        assertThrows(IllegalArgumentException.class, () -> off(Double.NaN, 1));
    }
}
