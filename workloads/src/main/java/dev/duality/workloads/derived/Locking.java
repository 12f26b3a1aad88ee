// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.derived;

import dev.duality.shm.Region;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.Waiting;
import dev.duality.shm.lock.Lock;
import dev.duality.shm.lock.McsLock;
import dev.duality.shm.lock.SpinLock;
import dev.duality.shm.lock.TicketLock;
import dev.duality.workloads.Specification;
import java.util.EnumSet;
import java.util.Set;

/// The locks that a specification can be put behind: ours, which wait as they are told, and the JDK's, which spin a
/// little and then sleep whatever they are told. So those are compared with others that sleep, and with nobody else.
enum Locking {
    SPIN("lock", "one test-and-test-and-set lock") {
        @Override
        long bytes(int parties) {
            return SpinLock.bytes(parties);
        }

        @Override
        Guard guard(Specification state, Region region, long offset, WaitStrategy[] waits) {
            return ours(state, new SpinLock(region, offset, waits));
        }
    },
    TICKET("lock-ticket", "one ticket lock, which serves in the order of asking") {
        @Override
        long bytes(int parties) {
            return TicketLock.bytes(parties);
        }

        @Override
        Guard guard(Specification state, Region region, long offset, WaitStrategy[] waits) {
            return ours(state, new TicketLock(region, offset, waits));
        }
    },
    MCS("lock-mcs", "one queue lock (MCS), where each waits at a word of its own") {
        @Override
        long bytes(int parties) {
            return McsLock.bytes(parties);
        }

        @Override
        Guard guard(Specification state, Region region, long offset, WaitStrategy[] waits) {
            return ours(state, new McsLock(region, offset, waits));
        }
    },
    SYNCHRONIZED("lock-synchronized", "one synchronized block of Java; it waits by park only") {
        @Override
        Guard guard(Specification state, Region region, long offset, WaitStrategy[] waits) {
            return new Guard.Synchronized(state);
        }
    },
    REENTRANT("lock-reentrant", "one ReentrantLock of the JDK; it waits by park only") {
        @Override
        Guard guard(Specification state, Region region, long offset, WaitStrategy[] waits) {
            return new Guard.Reentrant(state);
        }
    },
    STAMPED("lock-stamped", "the write lock of one StampedLock of the JDK; it waits by park only") {
        @Override
        Guard guard(Specification state, Region region, long offset, WaitStrategy[] waits) {
            return new Guard.Stamped(state);
        }
    };

    private final String algorithm;
    private final String description;

    Locking(String algorithm, String description) {
        this.algorithm = algorithm;
        this.description = description;
    }

    /// The substrate's name behind `shm:`.
    String algorithm() {
        return algorithm;
    }

    String description() {
        return "the specification under " + description;
    }

    /// The bytes of a region that it takes.
    long bytes(int parties) {
        return 0;
    }

    /// Whether it waits as it is told.
    private boolean isOurs() {
        return this == SPIN || this == TICKET || this == MCS;
    }

    Set<WaitStrategy.Kind> waits() {
        return isOurs() ? WaitStrategy.Kind.here() : EnumSet.of(WaitStrategy.Kind.PARK);
    }

    /// Whether it waits so. The pauses of the JDK's locks are the JDK's.
    boolean waits(Waiting waiting) {
        return waits().contains(waiting.kind()) && (isOurs() || waiting.isUsual());
    }

    /// Puts a state behind it.
    abstract Guard guard(Specification state, Region region, long offset, WaitStrategy[] waits);

    private static Guard ours(Specification state, Lock lock) {
        return new Guard.Locked(state, lock);
    }
}
