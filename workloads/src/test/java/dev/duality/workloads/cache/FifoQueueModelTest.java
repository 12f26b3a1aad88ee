// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache;

import dev.duality.shm.Region;
import dev.duality.shm.contract.ForwardingRegion;
import dev.duality.shm.contract.HeapRegion;
import dev.duality.shm.contract.ModelChecking;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interleavings")
class FifoQueueModelTest {
    private static final int CELLS = 2;

    @Param(name = "number", gen = IntGen.class, conf = "0:9")
    public static class Queue {
        private final FifoQueue queue;

        public Queue() {
            this(new HeapRegion(FifoQueue.bytes(CELLS)));
        }

        Queue(Region region) {
            queue = new FifoQueue(region, 0, CELLS);
        }

        @Operation
        public boolean offer(@Param(name = "number") int number) {
            return queue.offer(number);
        }

        @Operation
        public int poll() {
            return queue.poll();
        }
    }

    /// Looks at a cell and changes it in two steps.
    @Param(name = "number", gen = IntGen.class, conf = "0:9")
    public static class ChangedInTwoSteps extends Queue {
        public ChangedInTwoSteps() {
            super(new ForwardingRegion(new HeapRegion(FifoQueue.bytes(CELLS))) {
                @Override
                public boolean compareAndSet(long offset, long expected, long value) {
                    boolean same = getVolatile(offset) == expected;
                    if (same) {
                        setVolatile(offset, value);
                    }
                    return same;
                }
            });
        }
    }

    @Test
    void isLinearizable() {
        ModelChecking.assertLinearizable(Queue.class);
    }

    @Test
    void isNotIfChangedInTwoSteps() {
        ModelChecking.assertBroken(ChangedInTwoSteps.class);
    }
}
