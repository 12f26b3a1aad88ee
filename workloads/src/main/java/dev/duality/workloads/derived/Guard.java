// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.derived;

import dev.duality.shm.Payload;
import dev.duality.shm.lock.Lock;
import dev.duality.workloads.Specification;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.StampedLock;

/// A specification that one party at a time is in. A measured process loads one kind, whose calls are inlined.
interface Guard {
    long apply(int party, int kind, long a, long b, Payload payload);

    /// The lock's counts.
    default Map<String, Long> counts() {
        return Map.of();
    }

    /// Behind a lock of ours.
    final class Locked implements Guard {
        private final Specification state;
        private final Lock lock;

        Locked(Specification state, Lock lock) {
            this.state = state;
            this.lock = lock;
        }

        @Override
        public long apply(int party, int kind, long a, long b, Payload payload) {
            lock.lock(party);
            try {
                return state.apply(kind, a, b, payload);
            } finally {
                lock.unlock(party);
            }
        }

        @Override
        public Map<String, Long> counts() {
            return Map.of("lock misses", lock.misses());
        }
    }

    /// In a synchronized block.
    final class Synchronized implements Guard {
        private final Specification state;
        private final Object monitor = OnFreshThread.allocate("monitor", Object::new);

        Synchronized(Specification state) {
            this.state = state;
        }

        @Override
        public long apply(int party, int kind, long a, long b, Payload payload) {
            synchronized (monitor) {
                return state.apply(kind, a, b, payload);
            }
        }
    }

    /// Behind a [ReentrantLock], not a fair one.
    final class Reentrant implements Guard {
        private final Specification state;
        private final ReentrantLock lock = OnFreshThread.allocate("lock", ReentrantLock::new);

        Reentrant(Specification state) {
            this.state = state;
        }

        @Override
        public long apply(int party, int kind, long a, long b, Payload payload) {
            lock.lock();
            try {
                return state.apply(kind, a, b, payload);
            } finally {
                lock.unlock();
            }
        }
    }

    /// Behind a [StampedLock]'s write lock: nobody says which operations only read.
    final class Stamped implements Guard {
        private final Specification state;
        private final StampedLock lock = OnFreshThread.allocate("lock", StampedLock::new);

        Stamped(Specification state) {
            this.state = state;
        }

        @Override
        public long apply(int party, int kind, long a, long b, Payload payload) {
            long stamp = lock.writeLock();
            try {
                return state.apply(kind, a, b, payload);
            } finally {
                lock.unlockWrite(stamp);
            }
        }
    }
}
