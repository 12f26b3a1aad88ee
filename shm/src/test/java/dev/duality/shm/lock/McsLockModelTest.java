// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.lock;

import dev.duality.shm.Region;
import dev.duality.shm.Wait;
import dev.duality.shm.contract.ForwardingRegion;
import dev.duality.shm.contract.HeapRegion;
import dev.duality.shm.contract.ModelChecking;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.junit.jupiter.api.Test;

class McsLockModelTest {
    private static final int PARTIES = 4; // the two, and those before and after them
    private static final long GUARDED = McsLock.bytes(PARTIES);

    private static Region memory() {
        return new HeapRegion(GUARDED + Region.APART);
    }

    /// A number that is added to in two steps by whoever has the lock.
    @Param(name = "party", gen = ThreadIdGen.class)
    public static class Guarded {
        private final Region region;
        private final Lock lock;

        public Guarded() {
            this(memory());
        }

        Guarded(Region region) {
            this.region = region;
            lock = new McsLock(region, 0, Wait.of(Wait.Kind.SPIN, PARTIES));
        }

        @Operation
        public long add(@Param(name = "party") int party) {
            lock.lock(party % PARTIES);
            long value = region.getPlain(GUARDED) + 1;
            region.setPlain(GUARDED, value);
            lock.unlock(party % PARTIES);
            return value;
        }
    }

    /// Gets into the queue in two steps.
    @Param(name = "party", gen = ThreadIdGen.class)
    public static class QueuedInTwoSteps extends Guarded {
        public QueuedInTwoSteps() {
            super(new ForwardingRegion(memory()) {
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
