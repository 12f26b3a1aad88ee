// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.shm.Region;
import dev.duality.shm.SteppedWait;
import dev.duality.shm.Wait;
import dev.duality.shm.Waits;
import dev.duality.shm.contract.RegionBytes;
import dev.duality.shm.contract.Together;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The locks that serve in the order of asking.
class LocksTest {
    enum Kind {
        TICKET {
            @Override
            long bytes(int parties) {
                return TicketLock.bytes(parties);
            }

            @Override
            Lock open(Region region, Wait... waits) {
                return new TicketLock(region, 0, waits);
            }
        },
        MCS {
            @Override
            long bytes(int parties) {
                return McsLock.bytes(parties);
            }

            @Override
            Lock open(Region region, Wait... waits) {
                return new McsLock(region, 0, waits);
            }
        },
        BAKERY {
            @Override
            long bytes(int parties) {
                return BakeryLock.bytes(parties);
            }

            @Override
            Lock open(Region region, Wait... waits) {
                return new BakeryLock(region, 0, waits);
            }
        };

        abstract long bytes(int parties);

        abstract Lock open(Region region, Wait... waits);

        Region memory(int parties) {
            return Region.allocate(bytes(parties));
        }
    }

    static Stream<Arguments> locksAndWaits() {
        return Arrays.stream(Kind.values())
                .flatMap(kind -> Arrays.stream(Waits.values()).map(wait -> Arguments.of(kind, wait)));
    }

    /// What the lock guards: no step may see another's half.
    private static final class Guarded {
        private long first;
        private long second;

        void step() {
            assertEquals(first, second);
            first++;
            if (first % 256 == 0) {
                Thread.yield(); // so that others find the lock held, with two cores, too
            }
            second++;
        }
    }

    @ParameterizedTest
    @MethodSource("locksAndWaits")
    void onlyOneHoldsTheLockAndTheNextSeesWhatItDid(Kind kind, Waits waiting) {
        int rounds = waiting.rounds(20_000);
        try (Region region = kind.memory(waiting.parties())) {
            Wait[] waits = waiting.waits(waiting.parties());
            Guarded guarded = new Guarded();
            List<Together.Task> tasks = new ArrayList<>();
            for (int party = 0; party < waits.length; party++) {
                int self = party;
                tasks.add(() -> {
                    Lock lock = kind.open(region, waits); // each its own view of the same words
                    for (int round = 0; round < rounds; round++) {
                        lock.lock(self);
                        guarded.step();
                        lock.unlock(self);
                    }
                });
            }
            Together.run(tasks);
            assertEquals((long) rounds * waits.length, guarded.first);
            assertEquals(guarded.first, guarded.second);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPartyThatFindsTheLockHeldWaitsUntilItIsFreeAndIsCounted(Kind kind) {
        try (Region region = kind.memory(2)) {
            List<Integer> turns = new ArrayList<>();
            Lock[] lock = new Lock[1];
            Wait second = new SteppedWait(false, turn -> {
                turns.add(turn);
                if (turn == 2) {
                    lock[0].unlock(0);
                }
            });
            lock[0] = kind.open(region, Wait.of(Wait.Kind.SPIN), second);
            lock[0].lock(0);
            assertEquals(0, lock[0].misses());
            lock[0].lock(1);
            assertEquals(List.of(0, 1, 2), turns);
            assertEquals(1, lock[0].misses());
            lock[0].unlock(1);
            lock[0].lock(0);
            assertEquals(1, lock[0].misses());
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoAskedFirstIsServedFirst(Kind kind) {
        int parties = 4;
        try (Region region = kind.memory(parties)) {
            Lock lock = kind.open(region, Wait.of(Wait.Kind.YIELD, parties));
            List<Integer> served = Collections.synchronizedList(new ArrayList<>());
            lock.lock(0);
            List<Together.Task> tasks = new ArrayList<>();
            for (int party = 1; party < parties; party++) {
                int self = party;
                tasks.add(() -> {
                    awaitMisses(lock, self - 1); // those before have asked
                    lock.lock(self);
                    served.add(self);
                    lock.unlock(self);
                });
            }
            tasks.add(() -> {
                awaitMisses(lock, parties - 1);
                lock.unlock(0);
            });
            Together.run(tasks);
            assertEquals(List.of(1, 2, 3), served);
        }
    }

    private static void awaitMisses(Lock lock, int count) {
        Wait wait = Wait.of(Wait.Kind.YIELD);
        for (int turn = 0; lock.misses() < count; turn++) {
            wait.idle(turn);
        }
    }

    @Test
    void aTicketLockSignalsSleepersOnlyIfSomebodyHasAsked() {
        try (Region region = Kind.TICKET.memory(3)) {
            Lock[] lock = new Lock[1];
            SteppedWait first = new SteppedWait(true, _ -> {});
            SteppedWait second = new SteppedWait(true, _ -> lock[0].unlock(0));
            SteppedWait third = new SteppedWait(true, _ -> {});
            lock[0] = Kind.TICKET.open(region, first, second, third);
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
        try (Region region = Kind.MCS.memory(3)) {
            Lock[] lock = new Lock[1];
            SteppedWait first = new SteppedWait(true, _ -> {});
            SteppedWait second = new SteppedWait(true, _ -> lock[0].unlock(0));
            SteppedWait third = new SteppedWait(true, _ -> {});
            lock[0] = Kind.MCS.open(region, first, second, third);
            lock[0].lock(0);
            lock[0].unlock(0);
            lock[0].lock(0);
            lock[0].lock(1);
            assertEquals(1, first.signals());
            assertEquals(1, second.signals());
            assertEquals(0, third.signals());
        }
    }

    @ParameterizedTest
    @EnumSource
    void anInterruptEndsTheWaitOfEverybodyWhoIsInterrupted(Kind kind) {
        try (Region region = kind.memory(3)) {
            Lock lock = kind.open(region, Wait.of(Wait.Kind.YIELD, 3));
            Together.run(() -> {
                lock.lock(0);
                for (int party = 1; party < 3; party++) {
                    int self = party;
                    Thread.currentThread().interrupt();
                    assertThrows(Wait.Interrupted.class, () -> lock.lock(self));
                    assertTrue(Thread.interrupted());
                }
            });
        }
    }

    @Test
    void whoComesToATicketLockWhoHoldsItAndWhatIsOnesOwnLieApart() {
        try (Region region = Kind.TICKET.memory(2)) {
            Lock[] lock = new Lock[1];
            lock[0] = Kind.TICKET.open(region, Wait.of(Wait.Kind.SPIN), new SteppedWait(false, _ -> lock[0].unlock(0)));
            assertEquals(Set.of(0L), RegionBytes.pairsChanged(region, () -> lock[0].lock(0)));
            assertEquals(Set.of(0L, 1L, 3L), RegionBytes.pairsChanged(region, () -> lock[0].lock(1)));
            assertEquals(4L * Region.APART, TicketLock.bytes(2));
        }
    }

    @Test
    void theTailOfAQueueAndEachNodeLieApart() {
        try (Region region = Kind.MCS.memory(2)) {
            Lock[] lock = new Lock[1];
            lock[0] = Kind.MCS.open(region, Wait.of(Wait.Kind.SPIN), new SteppedWait(false, _ -> lock[0].unlock(0)));
            assertEquals(Set.of(0L, 1L), RegionBytes.pairsChanged(region, () -> lock[0].lock(0)));
            assertEquals(Set.of(0L, 1L, 2L), RegionBytes.pairsChanged(region, () -> lock[0].lock(1)));
            assertEquals(3L * Region.APART, McsLock.bytes(2));
        }
    }

    @Test
    void whoLeavesABakeryOrHasDrawnANumberSignalsEverybodyElse() {
        try (Region region = Kind.BAKERY.memory(3)) {
            Lock[] lock = new Lock[1];
            SteppedWait first = new SteppedWait(true, _ -> {});
            SteppedWait second = new SteppedWait(true, _ -> lock[0].unlock(0));
            SteppedWait third = new SteppedWait(true, _ -> {});
            lock[0] = Kind.BAKERY.open(region, first, second, third);
            lock[0].lock(0);
            assertEquals(List.of(0, 1, 1), List.of(first.signals(), second.signals(), third.signals()));
            lock[0].lock(1);
            assertEquals(List.of(1, 2, 3), List.of(first.signals(), second.signals(), third.signals()));
        }
    }

    @Test
    void whatOthersOfABakeryLookAtAndWhatIsOnesOwnLieApart() {
        try (Region region = Kind.BAKERY.memory(2)) {
            Lock[] lock = new Lock[1];
            lock[0] = Kind.BAKERY.open(region, Wait.of(Wait.Kind.SPIN), new SteppedWait(false, _ -> lock[0].unlock(0)));
            assertEquals(Set.of(0L), RegionBytes.pairsChanged(region, () -> lock[0].lock(0)));
            assertEquals(Set.of(0L, 1L, 3L), RegionBytes.pairsChanged(region, () -> lock[0].lock(1)));
            assertEquals(4L * Region.APART, BakeryLock.bytes(2));
        }
    }
}
