// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.duality.jmh.cell.CellSpec;
import dev.duality.jmh.machine.InventedTree;
import dev.duality.workloads.BadInput;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowSurroundingsTest {
    private static boolean isThere() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("neighbour"));
    }

    @Test
    void aNeighbourWithoutMemoryForItsBuffersIsRefusedBeforeItTakesAny(@TempDir Path root) {
        PlainLoad load = PlainLoad.of(CellSpec.parse("workload=counter;on=plain:specification;neighbour=stream"));
        assumeTrue(load.around().cpu().isPresent(), "a neighbour has a core of its own");
        InventedTree small = new InventedTree(root).with("proc/meminfo", "MemAvailable:  262143 kB");
        InventedTree enough = new InventedTree(root.resolve("2")).with("proc/meminfo", "MemAvailable:  262144 kB");

        assertEquals(
                "memory is short for a neighbour: its two buffers take 128 MiB, at most half of what is free, and 255 MiB are; free some, or raise the container's limit",
                assertThrows(BadInput.class, () -> load.around().require(small.tree()))
                        .getMessage());
        load.around().require(enough.tree());
        PlainLoad.of(CellSpec.parse("workload=counter;on=plain:specification"))
                .around()
                .require(small.tree());
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
