// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.duality.shm.Region;
import dev.duality.shm.SteppedWait;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.contract.RegionBytes;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The waiters whom the locks that serve in the order of asking signal, and the places of their words.
class LocksTest {
    @Test
    void aTicketLockSignalsSleepersOnlyIfSomebodyHasAsked() {
        try (Region region = Region.allocate(TicketLock.bytes(3))) {
            Lock[] lock = new Lock[1];
            SteppedWait first = new SteppedWait(true, _ -> {});
            SteppedWait second = new SteppedWait(true, _ -> lock[0].unlock(0));
            SteppedWait third = new SteppedWait(true, _ -> {});
            lock[0] = new TicketLock(region, 0, new WaitStrategy[] {first, second, third});
            lock[0].lock(0);
            lock[0].unlock(0);
            assertEquals(0, second.signals());
            lock[0].lock(0);
            lock[0].lock(1);
            assertEquals(1, second.signals());
            assertEquals(1, third.signals());
        }
    }

    @Test
    void aQueueSignalsTheOneWhoIsNextAndTheOneWhoLooksForItsNext() {
        try (Region region = Region.allocate(McsLock.bytes(3))) {
            Lock[] lock = new Lock[1];
            SteppedWait first = new SteppedWait(true, _ -> {});
            SteppedWait second = new SteppedWait(true, _ -> lock[0].unlock(0));
            SteppedWait third = new SteppedWait(true, _ -> {});
            lock[0] = new McsLock(region, 0, new WaitStrategy[] {first, second, third});
            lock[0].lock(0);
            lock[0].unlock(0);
            lock[0].lock(0);
            lock[0].lock(1);
            assertEquals(1, first.signals());
            assertEquals(1, second.signals());
            assertEquals(0, third.signals());
        }
    }

    @Test
    void whoComesToATicketLockWhoHoldsItAndWhatIsOnesOwnLieApart() {
        try (Region region = Region.allocate(TicketLock.bytes(2))) {
            Lock[] lock = new Lock[1];
            lock[0] = new TicketLock(region, 0, new WaitStrategy[] {
                WaitStrategy.of(WaitStrategy.Kind.SPIN), new SteppedWait(false, _ -> lock[0].unlock(0))
            });
            assertEquals(Set.of(0L), RegionBytes.pairsChanged(region, () -> lock[0].lock(0)));
            assertEquals(Set.of(0L, 1L, 3L), RegionBytes.pairsChanged(region, () -> lock[0].lock(1)));
            assertEquals(4L * Region.APART, TicketLock.bytes(2));
        }
    }

    @Test
    void theTailOfAQueueAndEachNodeLieApart() {
        try (Region region = Region.allocate(McsLock.bytes(2))) {
            Lock[] lock = new Lock[1];
            lock[0] = new McsLock(region, 0, new WaitStrategy[] {
                WaitStrategy.of(WaitStrategy.Kind.SPIN), new SteppedWait(false, _ -> lock[0].unlock(0))
            });
            assertEquals(Set.of(0L, 1L), RegionBytes.pairsChanged(region, () -> lock[0].lock(0)));
            assertEquals(Set.of(0L, 1L, 2L), RegionBytes.pairsChanged(region, () -> lock[0].lock(1)));
            assertEquals(3L * Region.APART, McsLock.bytes(2));
        }
    }

    @Test
    void whoLeavesABakeryOrHasDrawnANumberSignalsEverybodyElse() {
        try (Region region = Region.allocate(BakeryLock.bytes(3))) {
            Lock[] lock = new Lock[1];
            SteppedWait first = new SteppedWait(true, _ -> {});
            SteppedWait second = new SteppedWait(true, _ -> lock[0].unlock(0));
            SteppedWait third = new SteppedWait(true, _ -> {});
            lock[0] = new BakeryLock(region, 0, new WaitStrategy[] {first, second, third});
            lock[0].lock(0);
            assertEquals(List.of(0, 1, 1), List.of(first.signals(), second.signals(), third.signals()));
            lock[0].lock(1);
            assertEquals(List.of(1, 2, 3), List.of(first.signals(), second.signals(), third.signals()));
        }
    }

    @Test
    void whatOthersOfABakeryLookAtAndWhatIsOnesOwnLieApart() {
        try (Region region = Region.allocate(BakeryLock.bytes(2))) {
            Lock[] lock = new Lock[1];
            lock[0] = new BakeryLock(region, 0, new WaitStrategy[] {
                WaitStrategy.of(WaitStrategy.Kind.SPIN), new SteppedWait(false, _ -> lock[0].unlock(0))
            });
            assertEquals(Set.of(0L), RegionBytes.pairsChanged(region, () -> lock[0].lock(0)));
            assertEquals(Set.of(0L, 1L, 3L), RegionBytes.pairsChanged(region, () -> lock[0].lock(1)));
            assertEquals(4L * Region.APART, BakeryLock.bytes(2));
        }
    }
}
