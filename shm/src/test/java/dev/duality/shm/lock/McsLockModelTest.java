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
class McsLockModelTest {
    private static final long GUARDED = McsLock.bytes(GuardedNumber.PARTIES);

    @Param(name = "party", gen = ThreadIdGen.class)
    public static class Guarded extends GuardedNumber {
        public Guarded() {
            this(memory(GUARDED));
        }

        Guarded(Region region) {
            super(region, GUARDED, McsLock::new);
        }
    }

    /// Gets into the queue in two steps.
    @Param(name = "party", gen = ThreadIdGen.class)
    public static class QueuedInTwoSteps extends Guarded {
        public QueuedInTwoSteps() {
            super(new ForwardingRegion(memory(GUARDED)) {
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
    void guardsWhatIsDoneInSeveralSteps() {
        ModelChecking.assertLinearizable(Guarded.class);
    }

    @Test
    void doesNotIfItsFirstStepIsTwo() {
        ModelChecking.assertBroken(QueuedInTwoSteps.class);
    }
}
