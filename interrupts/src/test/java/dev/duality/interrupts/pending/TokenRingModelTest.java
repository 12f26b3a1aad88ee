// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts.pending;

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
class TokenRingModelTest {
    private static final int CAPACITY = 2;

    @Param(name = "token", gen = IntGen.class, conf = "0:9")
    public static class Ring {
        private final TokenRing ring;

        public Ring() {
            this(new HeapRegion(TokenRing.bytes(CAPACITY)));
        }

        Ring(Region region) {
            ring = new TokenRing(region, 0, CAPACITY);
        }

        @Operation(nonParallelGroup = "producer")
        public boolean offer(@Param(name = "token") int token) {
            return ring.offer(token);
        }

        @Operation
        public int poll() {
            return ring.poll();
        }
    }

    /// Looks at the head and moves it in two steps.
    @Param(name = "token", gen = IntGen.class, conf = "0:9")
    public static class PolledInTwoSteps extends Ring {
        public PolledInTwoSteps() {
            super(new ForwardingRegion(new HeapRegion(TokenRing.bytes(CAPACITY))) {
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
        ModelChecking.assertLinearizable(Ring.class);
    }

    @Test
    void isNotIfPolledInTwoSteps() {
        ModelChecking.assertBroken(PolledInTwoSteps.class);
    }
}
