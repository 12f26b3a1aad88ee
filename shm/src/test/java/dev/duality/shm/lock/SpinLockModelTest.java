// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.lock;

import dev.duality.shm.Region;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.contract.ForwardingRegion;
import dev.duality.shm.contract.HeapRegion;
import dev.duality.shm.contract.ModelChecking;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interleavings")
class SpinLockModelTest {
    private static final long GUARDED = SpinLock.bytes(2);

    /// A number that is added to in two steps by whoever gets the lock.
    public static class Guarded {
        private final Region region;
        private final SpinLock lock;

        public Guarded() {
            this(new HeapRegion(GUARDED + Long.BYTES), WaitStrategy.Kind.SPIN);
        }

        Guarded(Region region, WaitStrategy.Kind kind) {
            this.region = region;
            lock = new SpinLock(region, 0, new WaitStrategy[] {WaitStrategy.of(kind), WaitStrategy.of(kind)});
        }

        /// A party that finds the lock held tries again, as often as is enough for three operations of the other.
        @Operation
        public long add() {
            for (int i = 0; i < 100; i++) {
                if (lock.tryLock()) {
                    long value = region.getPlain(GUARDED) + 1;
                    region.setPlain(GUARDED, value);
                    lock.unlock();
                    return value;
                }
                Thread.onSpinWait();
            }
            throw new IllegalStateException("the lock is held for ever");
        }
    }

    public static class GuardedBySleepers extends Guarded {
        public GuardedBySleepers() {
            super(new HeapRegion(GUARDED + Long.BYTES), WaitStrategy.Kind.PARK);
        }
    }

    /// Looks and locks in two steps.
    public static class LockedInTwoSteps extends Guarded {
        public LockedInTwoSteps() {
            super(
                    new ForwardingRegion(new HeapRegion(GUARDED + Long.BYTES)) {
                        @Override
                        public boolean compareAndSet(long offset, long expected, long value) {
                            boolean same = getVolatile(offset) == expected;
                            if (same) {
                                setVolatile(offset, value);
                            }
                            return same;
                        }
                    },
                    WaitStrategy.Kind.SPIN);
        }
    }

    @Test
    void guardsWhatIsDoneInSeveralSteps() {
        ModelChecking.assertLinearizable(Guarded.class);
    }

    @Test
    void guardsItAlsoIfItsPartiesSleep() {
        ModelChecking.assertLinearizable(GuardedBySleepers.class);
    }

    @Test
    void doesNotIfItLocksInTwoSteps() {
        ModelChecking.assertBroken(LockedInTwoSteps.class);
    }
}
