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
class TicketLockModelTest {
    private static final long GUARDED = TicketLock.bytes(GuardedNumber.PARTIES);

    @Param(name = "party", gen = ThreadIdGen.class)
    public static class Guarded extends GuardedNumber {
        public Guarded() {
            this(memory(GUARDED));
        }

        Guarded(Region region) {
            super(region, GUARDED, TicketLock::new);
        }
    }

    /// Takes its ticket in two steps.
    @Param(name = "party", gen = ThreadIdGen.class)
    public static class TicketInTwoSteps extends Guarded {
        public TicketInTwoSteps() {
            super(new ForwardingRegion(memory(GUARDED)) {
                @Override
                public long getAndAdd(long offset, long value) {
                    long before = getVolatile(offset);
                    setVolatile(offset, before + value);
                    return before;
                }
            });
        }
    }

    @Test
    void guardsWhatIsDoneInSeveralSteps() {
        ModelChecking.assertLinearizable(Guarded.class);
    }

    @Test
    void doesNotIfItsFirstStepIsTwo() {
        ModelChecking.assertBroken(TicketInTwoSteps.class);
    }
}
