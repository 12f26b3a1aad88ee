// SPDX-License-Identifier: Apache-2.0
package org.example.weakening;

import dev.duality.shm.Region;

/// A record of two words with a version, which is odd while the one writer writes. A reader that finds it odd, or
/// changed in the end, has read nothing.
///
///     writer  W1 opaque version = odd     W2 release each word         W3 release version = the next even
///     reader  R1 acquire version, even?   R2 acquire each word         R3 opaque version, is it the same?
class SeqLock {
    private static final long VERSION = 0;
    static final long FIRST = 8;
    static final long SECOND = 16;

    final Region memory;

    SeqLock(Region memory) {
        this.memory = memory;
    }

    void write(long first, long second) {
        long version = memory.getPlain(VERSION);
        memory.setOpaque(VERSION, version + 1); // W1
        set(FIRST, first); // W2
        set(SECOND, second);
        memory.setRelease(VERSION, version + 2); // W3
    }

    void set(long word, long value) {
        memory.setRelease(word, value);
    }

    /// @return both words, or nothing if a writer came in between
    long[] read() {
        long version = memory.getAcquire(VERSION); // R1
        if ((version & 1) != 0) {
            return new long[0];
        }
        long first = memory.getAcquire(FIRST); // R2
        long second = memory.getAcquire(SECOND);
        return memory.getOpaque(VERSION) == version ? new long[] {first, second} : new long[0]; // R3
    }

    /// W2 is no release any more, so a word may arrive before the odd version.
    static final class Weaker extends SeqLock {
        Weaker(Region memory) {
            super(memory);
        }

        @Override
        void set(long word, long value) {
            memory.setOpaque(word, value);
        }
    }
}
