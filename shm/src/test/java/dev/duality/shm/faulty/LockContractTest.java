// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.faulty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.shm.Region;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.contract.InTurnContract;
import dev.duality.shm.contract.LockContract;
import dev.duality.shm.contract.Trial;
import dev.duality.shm.lock.Lock;
import dev.duality.shm.lock.SpinLock;
import dev.duality.shm.lock.TicketLock;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// The kit of locks, tried on locks that are broken in one way each, and on two that are not.
class LockContractTest {
    private static final String ONE_HOLDER = "onlyOneHoldsTheLockAndTheNextSeesWhatItDid";
    private static final String COUNTED = "aPartyThatFindsTheLockHeldWaitsUntilItIsFreeAndIsCounted";
    private static final String INTERRUPTED = "anInterruptEndsTheWaitOfEverybodyWhoIsInterrupted";
    private static final String IN_TURN = "whoAskedFirstIsServedFirst";

    private record Kit(UnaryOperator<Lock> broken) implements LockContract {
        @Override
        public long lockBytes(int parties) {
            return SpinLock.bytes(parties);
        }

        @Override
        public Lock lock(Region region, long offset, WaitStrategy[] waits) {
            return broken.apply(new SpinLock(region, offset, waits));
        }
    }

    /// Passes on what it is asked.
    private static class Through implements Lock {
        final Lock lock;

        Through(Lock lock) {
            this.lock = lock;
        }

        @Override
        public void lock(int party) {
            lock.lock(party);
        }

        @Override
        public void unlock(int party) {
            lock.unlock(party);
        }

        @Override
        public long misses() {
            return lock.misses();
        }
    }

    private static void assertCaught(String by, UnaryOperator<Lock> broken) {
        assertTrue(Trial.failure(new Kit(broken), by).isPresent(), () -> by + " did not notice");
    }

    @Test
    void aLockThatKeepsItsContractPasses() {
        for (String check : List.of(ONE_HOLDER, COUNTED, INTERRUPTED)) {
            assertEquals(Optional.empty(), Trial.failure(new Kit(Through::new), check));
        }
        assertEquals(Optional.empty(), Trial.failure(new InTurn(TicketLock::new), IN_TURN));
    }

    @Test
    void aLockThatLetsEverybodyInIsCaught() {
        assertCaught(ONE_HOLDER, lock -> new Through(lock) {
            @Override
            public void lock(int party) {}

            @Override
            public void unlock(int party) {}
        });
    }

    @Test
    void aLockThatForgetsThatItWaitedIsCaught() {
        assertCaught(COUNTED, lock -> new Through(lock) {
            @Override
            public long misses() {
                return 0;
            }
        });
    }

    @Test
    void aLockThatLetsInWhoIsInterruptedIsCaught() {
        assertCaught(INTERRUPTED, lock -> new Through(lock) {
            @Override
            public void lock(int party) {
                try {
                    super.lock(party);
                } catch (WaitStrategy.Interrupted _) {
                    Thread.currentThread().interrupt();
                }
            }
        });
    }

    private interface Maker {
        Lock of(Region region, long offset, WaitStrategy[] waits);
    }

    private record InTurn(Maker maker) implements InTurnContract {
        @Override
        public long lockBytes(int parties) {
            return TicketLock.bytes(parties);
        }

        @Override
        public Lock lock(Region region, long offset, WaitStrategy[] waits) {
            return maker.of(region, offset, waits);
        }
    }

    /// One holder at a time, but the last party first: a word says whose turn it is, another counts who had to wait.
    private static final class LastFirst implements Lock {
        private final Region region;
        private final long attempt;
        private final WaitStrategy[] waits;

        LastFirst(Region region, long attempt, WaitStrategy[] waits) {
            this.region = region;
            this.attempt = attempt;
            this.waits = waits;
        }

        @Override
        public void lock(int party) {
            if (party > 0) {
                region.getAndAdd(attempt + Region.APART, 1);
            }
            for (int turns = 0; region.getAcquire(attempt) != party; turns++) {
                waits[party].idle(turns);
            }
        }

        @Override
        public void unlock(int party) {
            region.setRelease(attempt, party == 0 ? waits.length - 1 : party - 1);
        }

        @Override
        public long misses() {
            return region.getAcquire(attempt + Region.APART);
        }
    }

    @Test
    void aLockThatServesTheLastFirstIsCaught() {
        assertTrue(Trial.failure(new InTurn(LastFirst::new), IN_TURN).isPresent());
    }
}
