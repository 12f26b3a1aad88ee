// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.duality.shm.Region;
import dev.duality.shm.SteppedWait;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.Waits;
import dev.duality.shm.history.Model;
import dev.duality.shm.lock.Lock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The promises of every [Lock]. A test of a lock implements this and says how it is opened; what this lock alone
/// promises, such as whom it signals, is in a test of its own.
///
/// As a structure it is the lock and a number that it guards: two plain words, which nobody may see one without the
/// other.
///
/// ```java
/// class TicketLockTest implements InTurnContract { // or LockContract, for one that serves in any order
///     public long lockBytes(int parties) {
///         return TicketLock.bytes(parties);
///     }
///
///     public Lock lock(Region region, long offset, WaitStrategy[] waits) {
///         return new TicketLock(region, offset, waits);
///     }
/// }
/// ```
public interface LockContract extends StructureContract<Long> {
    /// The bytes of a region that the lock takes.
    long lockBytes(int parties);

    /// Opens the lock, or one more view of it.
    /// @param waits one for each party
    Lock lock(Region region, long offset, WaitStrategy[] waits);

    /// Enters in one of the ways that there are.
    /// @param draw 0 to 7: which one
    default void enter(Lock lock, int party, int draw) {
        lock.lock(party);
    }

    /// The number of times that each party takes the lock, of those that wait so.
    default int rounds(Waits waiting) {
        return waiting.rounds(20_000);
    }

    private Lock lock(Region region, WaitStrategy... waits) {
        return lock(region, 0, waits);
    }

    @Override
    default long bytes(Shape shape) {
        return lockBytes(shape.parties()) + 2 * Long.BYTES;
    }

    @Override
    default View<Long> open(Region region, long offset, Shape shape, WaitStrategy[] waits) {
        Lock lock = lock(region, offset, waits);
        long first = offset + lockBytes(shape.parties());
        long copy = first + Long.BYTES;
        return party -> random -> {
            enter(lock, party, random.nextInt(8));
            long number = region.getPlain(first);
            long other = region.getPlain(copy);
            region.setPlain(first, number + 1);
            if (number % 64 == 0) {
                Thread.yield(); // so that others find the lock held
            }
            region.setPlain(copy, number + 1);
            lock.unlock(party);
            return number == other ? number : -1;
        };
    }

    @Override
    default Model<Long, Long> model(Shape shape) {
        return Model.of(0L, (number, gave) -> gave.equals(number) ? Optional.of(number + 1) : Optional.empty());
    }

    /// The words that the lock guards: no step may see another's half.
    final class Guarded {
        private long first;
        private long second;

        private void step() {
            assertEquals(first, second);
            first++;
            if (first % 256 == 0) {
                Thread.yield(); // so that others find the lock held, with two cores, too
            }
            second++;
        }
    }

    @TestFactory
    default Stream<DynamicTest> onlyOneHoldsTheLockAndTheNextSeesWhatItDid() {
        return Arrays.stream(Waits.values()).map(waiting -> dynamicTest(waiting.name(), () -> passRound(waiting)));
    }

    private void passRound(Waits waiting) {
        int rounds = rounds(waiting);
        try (Region region = Region.allocate(lockBytes(waiting.parties()))) {
            WaitStrategy[] waits = waiting.waits(waiting.parties());
            Guarded guarded = new Guarded();
            List<Together.Task> tasks = new ArrayList<>();
            for (int party = 0; party < waits.length; party++) {
                int self = party;
                tasks.add(() -> {
                    Lock lock = lock(region, waits); // each its own view of the same words
                    for (int round = 0; round < rounds; round++) {
                        enter(lock, self, round % 8);
                        guarded.step();
                        lock.unlock(self);
                    }
                });
            }
            Together.run(tasks);
            assertEquals((long) rounds * waits.length, guarded.first);
            assertEquals(guarded.first, guarded.second);
            Lock after = lock(region, waits);
            long misses = after.misses();
            after.lock(0);
            assertEquals(misses, after.misses(), "the lock was held though nobody had it");
        }
    }

    @Test
    default void aPartyThatFindsTheLockHeldWaitsUntilItIsFreeAndIsCounted() {
        try (Region region = Region.allocate(lockBytes(2))) {
            List<Integer> turns = new ArrayList<>();
            Lock[] lock = new Lock[1];
            WaitStrategy second = new SteppedWait(false, attempt -> {
                turns.add(attempt);
                if (attempt == 2) {
                    lock[0].unlock(0);
                }
            });
            lock[0] = lock(region, WaitStrategy.of(WaitStrategy.Kind.SPIN), second);
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

    @Test
    default void anInterruptEndsTheWaitOfEverybodyWhoIsInterrupted() {
        try (Region region = Region.allocate(lockBytes(3))) {
            Lock lock = lock(region, WaitStrategy.of(WaitStrategy.Kind.YIELD, 3));
            Together.run(() -> {
                lock.lock(0);
                for (int party = 1; party < 3; party++) {
                    int self = party;
                    Thread.currentThread().interrupt();
                    assertThrows(WaitStrategy.Interrupted.class, () -> lock.lock(self));
                    assertTrue(Thread.interrupted());
                }
            });
        }
    }
}
