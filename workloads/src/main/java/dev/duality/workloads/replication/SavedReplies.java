// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.replication;

import dev.duality.messaging.Message;
import dev.duality.shm.Payload;

/// The last reply of each slot. The next number of a slot says that the client has got the reply before it, so one is
/// enough; and an operation that is asked for again is answered from here.
final class SavedReplies {
    private static final int WORDS = 4; // of a slot: number, position, result, kind and bytes
    private static final int KIND_BITS = 8;

    private final long[] words;
    private final byte[][] payloads;

    SavedReplies(int slots) {
        words = new long[WORDS * slots];
        payloads = new byte[slots][];
    }

    /// Saves the reply to an operation, and copies its payload.
    void save(int slot, long number, long position, int kind, long result, Payload payload) {
        int at = WORDS * slot;
        words[at] = number;
        words[at + 1] = position;
        words[at + 2] = result;
        words[at + 3] = (long) payload.length() << KIND_BITS | kind;
        if (payload.length() > 0) {
            payloads[slot] = Bytes.kept(payload, payloads[slot]);
        }
    }

    /// The number of the slot's last operation, 0 if there was none.
    long number(int slot) {
        return words[WORDS * slot];
    }

    /// The position of the slot's last operation.
    long position(int slot) {
        return words[WORDS * slot + 1];
    }

    /// Writes the reply into a message.
    void write(int slot, int place, int view, Message message) {
        int at = WORDS * slot;
        int kind = (int) words[at + 3] & (1 << KIND_BITS) - 1;
        message.set(kind, Label.ofRequest(place, words[at], view), words[at + 2], 0);
        Bytes.give(payloads[slot], (int) (words[at + 3] >>> KIND_BITS), message.payload());
    }
}
