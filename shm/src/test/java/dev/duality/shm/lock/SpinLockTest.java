// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.shm.Region;
import dev.duality.shm.SteppedWait;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.Waits;
import dev.duality.shm.contract.RegionBytes;
import dev.duality.shm.contract.Together;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SpinLockTest {
    @ParameterizedTest
    @EnumSource
    void aFreeLockIsTakenAndAHeldOneIsNot(Waits kind) {
        try (Region region = Region.allocate(SpinLock.bytes(3))) {
            SpinLock lock = new SpinLock(region, 0, kind.waits(2));
            for (int round = 0; round < 5; round++) {
                assertTrue(lock.tryLock());
                assertFalse(lock.tryLock());
                lock.unlock();
                lock.lock(round % 2);
                assertFalse(lock.tryLock());
                lock.unlock();
            }
            assertEquals(0, lock.misses());
        }
    }

    @Test
    void aPartyThatMaySleepIsSignalledWheneverTheLockIsGivenBack() {
        try (Region region = Region.allocate(SpinLock.bytes(3))) {
            SpinLock[] lock = new SpinLock[1];
            SteppedWait first = new SteppedWait(true, _ -> {});
            SteppedWait second = new SteppedWait(true, attempt -> {
                if (attempt == 0) {
                    lock[0].unlock(); // nobody has said that it will sleep
                    assertEquals(0, first.signals());
                    assertTrue(lock[0].tryLock());
                } else if (attempt == WaitStrategy.SPINS) {
                    lock[0].unlock(); // now somebody has
                    assertEquals(1, first.signals());
                    assertTrue(lock[0].tryLock()); // and this one knows nothing of it
                } else if (attempt == WaitStrategy.SPINS + 1) {
                    lock[0].unlock();
                    assertEquals(2, first.signals());
                }
            });
            lock[0] = new SpinLock(region, 0, new WaitStrategy[] {first, second});
            assertTrue(lock[0].tryLock());
            lock[0].lock(1);
            lock[0].unlock(); // a third may be asleep since
            assertEquals(3, second.signals());
            lock[0].lock(0);
            lock[0].unlock();
            assertEquals(3, second.signals());
        }
    }

    @ParameterizedTest
    @EnumSource
    void anInterruptedPartyDoesNotGetTheLock(Waits kind) {
        try (Region region = Region.allocate(SpinLock.bytes(3))) {
            SpinLock lock = new SpinLock(region, 0, kind.waits(2));
            Together.run(() -> {
                assertTrue(lock.tryLock());
                Thread.currentThread().interrupt();
                assertThrows(WaitStrategy.Interrupted.class, () -> lock.lock(1));
                assertTrue(Thread.interrupted());
                lock.unlock();
                lock.lock(1);
                lock.unlock();
            });
        }
    }

    @Test
    void locksBesideEachOtherAreDifferentLocks() {
        try (Region region = Region.allocate(3 * SpinLock.bytes(1))) {
            WaitStrategy[] waits = Waits.BACKOFF.waits(1);
            SpinLock lock = new SpinLock(region, SpinLock.bytes(1), waits);
            SpinLock before = new SpinLock(region, 0, waits);
            SpinLock after = new SpinLock(region, 2 * SpinLock.bytes(1), waits);
            assertTrue(lock.tryLock());
            assertTrue(before.tryLock());
            assertTrue(after.tryLock());
            lock.unlock();
            assertFalse(before.tryLock());
            assertFalse(after.tryLock());
        }
    }

    @Test
    void theLockAndWhatIsOnesOwnLieApart() {
        try (Region region = Region.allocate(Region.APART + SpinLock.bytes(2))) {
            SpinLock[] lock = new SpinLock[1];
            WaitStrategy wait = new SteppedWait(true, _ -> lock[0].unlock());
            lock[0] = new SpinLock(region, Region.APART, new WaitStrategy[] {wait, wait});
            assertEquals(Set.of(1L), RegionBytes.pairsChanged(region, () -> lock[0].lock(0)));
            assertEquals(Set.of(1L, 3L), RegionBytes.pairsChanged(region, () -> lock[0].lock(1)));
            assertEquals(3L * Region.APART, SpinLock.bytes(2));
        }
    }

    @Test
    void aLockThatDoesNotBeginApartIsRefused() {
        try (Region region = Region.allocate(4_096)) {
            assertThrows(IllegalArgumentException.class, () -> new SpinLock(region, Region.LINE, Waits.SPIN.waits(1)));
        }
    }
}
