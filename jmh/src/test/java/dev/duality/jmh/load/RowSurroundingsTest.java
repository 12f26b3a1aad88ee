// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.duality.jmh.cell.CellSpec;
import org.junit.jupiter.api.Test;

class RowSurroundingsTest {
    private static boolean isThere() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("neighbour"));
    }

    /// Whatever reads the floor of a fork reads it so.
    @Test
    void theFloorIsNotReadBesideANeighbourAndIsWhenThatIsGone() {
        PlainLoad load = PlainLoad.of(CellSpec.parse("workload=counter;on=plain:specification;neighbour=stream"));
        assumeTrue(load.around().cpu().isPresent(), "a neighbour has a core of its own");

        try (RowSurroundings.Beside _ = load.around().begin()) {
            assertTrue(isThere());
            assertEquals(
                    "the neighbour is still there, and the floor would be read beside it",
                    assertThrows(
                                    IllegalStateException.class,
                                    () -> load.around().floor(load.probe()))
                            .getMessage());
        }

        assertTrue(!isThere());
        assertTrue(load.around().floor(load.probe()).orElseThrow() > 0);
    }
}
