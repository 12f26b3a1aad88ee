// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.duality.shm.Region;
import dev.duality.shm.contract.HeapRegion;
import dev.duality.shm.contract.StructureContract;
import dev.duality.shm.structure.QueueStep;
import org.junit.jupiter.api.Test;

class FifoQueueContractTest extends FifoQueueDescription implements StructureContract<QueueStep> {
    @Override
    public boolean waits() {
        return false;
    }

    @Test
    void aQueueHasAsManyCellsAsItNeedsAndAPowerOfTwo() {
        assertEquals(2, FifoQueue.cells(1));
        assertEquals(2, FifoQueue.cells(2));
        assertEquals(4, FifoQueue.cells(3));
        assertEquals(1024, FifoQueue.cells(1024));
        assertEquals(2048, FifoQueue.cells(1025));
    }

    @Test
    void aNumberOfCellsThatIsNoPowerOfTwoIsRefused() {
        Region region = new HeapRegion(4096);

        assertThrows(IllegalArgumentException.class, () -> new FifoQueue(region, 0, 3));
    }
}
