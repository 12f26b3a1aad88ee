// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.lock;

import dev.duality.shm.Region;
import dev.duality.shm.contract.ForwardingRegion;
import dev.duality.shm.contract.ModelChecking;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interleavings")
class BakeryLockModelTest {
    private static final long GUARDED = BakeryLock.bytes(GuardedNumber.PARTIES);

    @Param(name = "party", gen = ThreadIdGen.class)
    public static class Guarded extends GuardedNumber {
        public Guarded() {
            this(memory(GUARDED));
        }

        Guarded(Region region) {
            super(region, GUARDED, BakeryLock::new);
        }
    }

    /// Does not say that it is choosing.
    @Param(name = "party", gen = ThreadIdGen.class)
    public static class ChoosingInSecret extends Guarded {
        public ChoosingInSecret() {
            super(new ForwardingRegion(memory(GUARDED)) {
                @Override
                public void setOpaque(long offset, long value) {
                    if (offset % Region.APART != 0) {
                        super.setOpaque(offset, value);
                    }
                }
            });
        }
    }

    @Test
    void guardsWhatIsDoneInSeveralSteps() {
        ModelChecking.assertLinearizable(Guarded.class);
    }

    @Test
    void doesNotIfPartiesChooseInSecret() {
        ModelChecking.assertBroken(ChoosingInSecret.class);
    }
}
