// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.counter;

import dev.duality.shm.contract.HeapRegion;
import dev.duality.shm.contract.ModelChecking;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interleavings")
class StripedCounterModelTest {
    private static final int PARTIES = 4; // the two, and those before and after them

    /// Every addition is 1, so the sum passes through every number, and one that was read was right at some moment.
    @Param(name = "party", gen = ThreadIdGen.class)
    public static class CountedByOnes {
        final StripedCounter counter = new StripedCounter(new HeapRegion(StripedCounter.bytes(PARTIES)), 0, PARTIES);

        @Operation
        public void add(@Param(name = "party") int party) {
            counter.add(party % PARTIES, 1);
        }

        @Operation
        public long sum() {
            return counter.sum();
        }
    }

    /// Both add under one number.
    @Param(name = "party", gen = ThreadIdGen.class)
    public static class CountedUnderOneNumber extends CountedByOnes {
        @Override
        @Operation
        public void add(@Param(name = "party") int party) {
            counter.add(0, 1);
        }
    }

    @Test
    void isLinearizableIfEveryAdditionIsOne() {
        ModelChecking.assertLinearizable(CountedByOnes.class);
    }

    @Test
    void isNotIfTwoAddUnderOneNumber() {
        ModelChecking.assertBroken(CountedUnderOneNumber.class);
    }
}
