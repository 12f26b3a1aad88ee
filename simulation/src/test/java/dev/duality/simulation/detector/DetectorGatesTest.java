// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.detector;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.simulation.detector.DetectorFigures.Corollary;
import dev.duality.simulation.detector.DetectorFigures.TradeOff;
import java.util.List;
import org.junit.jupiter.api.Test;

class DetectorGatesTest {
    private static TradeOff of(String patience, int threshold, long suspicions, long detection) {
        return new TradeOff(patience, threshold, suspicions, detection, 20);
    }

    @Test
    void fewerSuspicionsForSlowerDetectionIsATradeOff() {
        assertTrue(DetectorGates.isMonotone(List.of(
                of("phi", 1, 9, 10),
                of("phi", 2, 9, 10),
                of("phi", 3, 2, 30),
                of("fixed", 1, 50, 5),
                of("fixed", 2, 1, 6))));
    }

    @Test
    void aThresholdThatNobodyHeedsIsNoTradeOff() {
        List<TradeOff> heeded = List.of(of("phi", 1, 9, 10), of("phi", 2, 2, 30));
        List<TradeOff> unheeded = List.of(of("fixed", 1, 5, 20), of("fixed", 2, 5, 20));

        assertFalse(DetectorGates.isMonotone(unheeded));
        assertFalse(DetectorGates.isMonotone(
                List.of(heeded.getFirst(), heeded.getLast(), unheeded.getFirst(), unheeded.getLast())));
        assertFalse(DetectorGates.isMonotone(
                List.of(unheeded.getFirst(), unheeded.getLast(), heeded.getFirst(), heeded.getLast())));
    }

    @Test
    void anObserverWhoseLogsNeverDifferSaysNothing() {
        assertTrue(DetectorGates.isEqualUntilItGoesOn(new Corollary(20, 20, 20, 1_000)));
        assertFalse(DetectorGates.isEqualUntilItGoesOn(new Corollary(20, 20, 0, 1_000)));
        assertFalse(DetectorGates.isEqualUntilItGoesOn(new Corollary(20, 19, 20, 1_000)));
        assertFalse(DetectorGates.isEqualUntilItGoesOn(new Corollary(20, 20, 20, 0)));
    }
}
