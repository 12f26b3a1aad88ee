// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.duality.jmh.machine.InventedTree;
import dev.duality.jmh.machine.placement.Affinity;
import dev.duality.workloads.BadInput;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamingNeighbourTest {
    private static final int NO_SUCH_CPU = 1 << 20;

    private final Affinity affinity = Affinity.ofThisMachine();

    @Test
    void itHasBeenThroughBothBuffersWhenItIsThereAndNoThreadIsLeftWhenItIsClosed() {
        assumeFalse(affinity.allowed().isEmpty(), "no thread can be bound here");
        long bytes = 3 << 16 | 64; // no whole number of pieces

        StreamingNeighbour neighbour =
                StreamingNeighbour.start(affinity, affinity.allowed().getLast(), bytes);
        StreamingNeighbour.Reading begun = neighbour.reading();
        neighbour.close();

        assertTrue(begun.copiedBytes() >= 2 * bytes, begun::toString);
        assertTrue(begun.cpuNanos() > 0, begun::toString);
        assertTrue(Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("neighbour")));
    }

    @Test
    void oneThatCannotBeBoundToItsCoreIsNone() {
        assumeFalse(affinity.allowed().isEmpty(), "no thread can be bound here");

        assertTrue(assertThrows(BadInput.class, () -> StreamingNeighbour.start(affinity, NO_SUCH_CPU, 64))
                .getMessage()
                .startsWith("the neighbour cannot be bound to CPU 1048576"));
    }

    @Test
    void aBufferIsTwiceTheLastCacheThatHoldsData(@TempDir Path root) {
        String cache = "sys/devices/system/cpu/cpu1/cache/";
        InventedTree tree = new InventedTree(root)
                .with(cache + "index0/level", "1")
                .with(cache + "index0/type", "Data")
                .with(cache + "index0/size", "32K")
                .with(cache + "index1/level", "4") // none that there is
                .with(cache + "index1/type", "Instruction")
                .with(cache + "index1/size", "64K")
                .with(cache + "index3/level", "3")
                .with(cache + "index3/type", "Unified")
                .with(cache + "index3/size", "36608K");

        assertEquals(2L * 36_608 * 1_024, StreamingNeighbour.bytes(tree.tree(), 1));
        assertEquals(64L << 20, StreamingNeighbour.bytes(tree.tree(), 0));
    }
}
