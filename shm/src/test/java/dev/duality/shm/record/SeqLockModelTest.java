// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.record;

import dev.duality.shm.Region;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.contract.ForwardingRegion;
import dev.duality.shm.contract.HeapRegion;
import dev.duality.shm.contract.ModelChecking;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interleavings")
class SeqLockModelTest {
    private static final int PARTIES = 4; // the two, and those before and after them

    private static Region memory() {
        return new HeapRegion(SeqLock.bytes(2, Long.BYTES));
    }

    /// Two words, to which parties add different numbers.
    @Param(name = "party", gen = ThreadIdGen.class)
    public static class Recorded {
        private final SeqLock record;

        public Recorded() {
            this(memory());
        }

        Recorded(Region region) {
            record = new SeqLock(region, 0, 2, Long.BYTES, WaitStrategy.of(WaitStrategy.Kind.SPIN, PARTIES));
        }

        @Operation
        public long add(@Param(name = "party") int party) {
            record.begin(party % PARTIES);
            long value = record.get(0) + 1;
            record.set(0, value);
            record.set(1, 100 * value);
            record.end();
            return value;
        }

        @Operation
        public long read(@Param(name = "party") int party) {
            long[] words = new long[2];
            record.read(party % PARTIES, words);
            return words[0] + words[1];
        }
    }

    /// Gets to be the writer in two steps.
    @Param(name = "party", gen = ThreadIdGen.class)
    public static class BegunInTwoSteps extends Recorded {
        public BegunInTwoSteps() {
            super(new ForwardingRegion(memory()) {
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
        ModelChecking.assertLinearizable(Recorded.class);
    }

    @Test
    void isNotIfTwoCanWrite() {
        ModelChecking.assertBroken(BegunInTwoSteps.class);
    }
}
