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

class BakeryLockModelTest {
    private static final int PARTIES = 4; // the two, and those before and after them
    private static final long GUARDED = BakeryLock.bytes(PARTIES);

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
            lock = new BakeryLock(region, 0, Wait.of(Wait.Kind.SPIN, PARTIES));
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

    /// Does not say that it is choosing.
    @Param(name = "party", gen = ThreadIdGen.class)
    public static class ChoosingInSecret extends Guarded {
        public ChoosingInSecret() {
            super(new ForwardingRegion(memory()) {
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
