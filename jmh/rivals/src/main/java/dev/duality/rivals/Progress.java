// SPDX-License-Identifier: Apache-2.0
package dev.duality.rivals;

import dev.duality.shm.Padding;

/// What the receiver changes, and senders look at.
abstract class ProgressFields extends Padding {
    long own; // of the receiver
    volatile long received;
}

/// How many payloads a receiver has taken: bounds how far senders get ahead where the library has no bound.
final class Progress extends ProgressFields {
    @SuppressWarnings("unused")
    private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

    /// Called by the one receiver.
    void add(int count) {
        own += count;
        received = own;
    }

    long received() {
        return received;
    }
}
