// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.pending;

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
class PendingWordModelTest {
    @Param(name = "source", gen = IntGen.class, conf = "0:2")
    public static class Pending {
        private final PendingWord word;

        public Pending() {
            this(new HeapRegion(Region.APART));
        }

        Pending(Region region) {
            word = new PendingWord(region, 0);
        }

        @Operation
        public boolean raise(@Param(name = "source") int source) {
            return word.raise(source);
        }

        @Operation
        public long take() {
            return word.take();
        }
    }

    /// Takes in two steps what is to be taken in one.
    @Param(name = "source", gen = IntGen.class, conf = "0:2")
    public static class TakenInTwoSteps extends Pending {
        public TakenInTwoSteps() {
            super(new ForwardingRegion(new HeapRegion(Region.APART)) {
                @Override
                public long getAndSet(long offset, long value) {
                    long before = getVolatile(offset);
                    setVolatile(offset, value);
                    return before;
                }
            });
        }
    }

    @Test
    void isLinearizable() {
        ModelChecking.assertLinearizable(Pending.class);
    }

    @Test
    void isNotIfTakenInTwoSteps() {
        ModelChecking.assertBroken(TakenInTwoSteps.class);
    }
}
