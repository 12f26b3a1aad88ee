// SPDX-License-Identifier: Apache-2.0
package org.example.weakening;

import dev.duality.shm.Region;

/// A mailbox with room for one number.
///
///     sender    S1 acquire full, is it 0?   S2 plain value = v   S3 release full = 1
///     receiver  R1 acquire full, is it 1?   R2 plain v = value   R3 release full = 0
class Mailbox {
    private static final long FULL = 0;
    private static final long VALUE = 8;

    final Region memory;

    Mailbox(Region memory) {
        this.memory = memory;
    }

    /// @return whether there was room
    boolean offer(long value) {
        if (memory.getAcquire(FULL) != 0) { // S1
            return false;
        }
        memory.setPlain(VALUE, value); // S2
        publish(); // S3
        return true;
    }

    void publish() {
        memory.setRelease(FULL, 1);
    }

    /// @return -1 if it is empty
    long poll() {
        if (memory.getAcquire(FULL) != 1) { // R1
            return -1;
        }
        long value = memory.getPlain(VALUE); // R2
        memory.setRelease(FULL, 0); // R3
        return value;
    }

    /// S3 is no release any more, so S2 may arrive after it.
    static final class Weaker extends Mailbox {
        Weaker(Region memory) {
            super(memory);
        }

        @Override
        void publish() {
            memory.setOpaque(FULL, 1);
        }
    }
}
