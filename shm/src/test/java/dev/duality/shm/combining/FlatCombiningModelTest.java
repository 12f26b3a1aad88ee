// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.combining;

import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.contract.ForwardingRegion;
import dev.duality.shm.contract.HeapRegion;
import dev.duality.shm.contract.ModelChecking;
import java.util.Arrays;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interleavings")
class FlatCombiningModelTest {
    private static final int PARTIES = 4; // the two, and those before and after them

    /// A number that is added to.
    @Param(name = "party", gen = ThreadIdGen.class)
    public static class Combined {
        private final FlatCombining combining;
        private final Payload payload = new Payload(0);
        private long sum;

        public Combined() {
            this(new HeapRegion(FlatCombining.bytes(PARTIES)));
        }

        Combined(Region region) {
            WaitStrategy[] waits = new WaitStrategy[PARTIES];
            Arrays.setAll(waits, _ -> WaitStrategy.of(WaitStrategy.Kind.SPIN));
            combining = new FlatCombining(region, 0, (kind, a, b, bytes) -> sum += a, waits);
        }

        @Operation
        public long add(@Param(name = "party") int party, int number) {
            return combining.apply(party % PARTIES, 0, number, 0, payload);
        }
    }

    /// Two may combine at once.
    @Param(name = "party", gen = ThreadIdGen.class)
    public static class CombinedByTwo extends Combined {
        public CombinedByTwo() {
            super(new ForwardingRegion(new HeapRegion(FlatCombining.bytes(PARTIES))) {
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
        ModelChecking.assertLinearizable(Combined.class);
    }

    @Test
    void isNotIfTwoCombineAtOnce() {
        ModelChecking.assertBroken(CombinedByTwo.class);
    }
}
