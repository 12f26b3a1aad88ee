// SPDX-License-Identifier: Apache-2.0
package org.example.weakening;

import dev.duality.shm.Region;

/// A lock in one word, 0 when it is free.
///
///     lock    L1 compare-and-set 0 -> 1
///     unlock  U1 release 0
class SpinLock {
    private static final long WORD = 0;

    final Region memory;

    SpinLock(Region memory) {
        this.memory = memory;
    }

    boolean tryLock() {
        return memory.compareAndSet(WORD, 0, 1); // L1
    }

    void unlock() {
        memory.setRelease(WORD, 0); // U1
    }

    /// U1 is no release any more, so what the holder wrote may arrive after it.
    static final class Weaker extends SpinLock {
        Weaker(Region memory) {
            super(memory);
        }

        @Override
        void unlock() {
            memory.setOpaque(WORD, 0);
        }
    }
}
