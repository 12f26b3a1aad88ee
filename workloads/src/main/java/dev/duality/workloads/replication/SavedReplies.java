// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.replication;

import dev.duality.messaging.Message;
import dev.duality.shm.Payload;

/// The last reply of each row. The next number of a row says that the client has got the reply before it, so one is
/// enough; and an operation that is asked for again is answered from here.
final class SavedReplies {
    private static final int WORDS = 4; // of a row: number, position, result, kind and bytes
    private static final int KIND_BITS = 8;

    private final long[] words;
    private final byte[][] payloads;

    SavedReplies(int rows) {
        words = new long[WORDS * rows];
        payloads = new byte[rows][];
    }

    /// Saves the reply to an operation, and copies its payload.
    void save(int row, long number, long position, int kind, long result, Payload payload) {
        int at = WORDS * row;
        words[at] = number;
        words[at + 1] = position;
        words[at + 2] = result;
        words[at + 3] = (long) payload.length() << KIND_BITS | kind;
        if (payload.length() > 0) {
            payloads[row] = Bytes.kept(payload, payloads[row]);
        }
    }

    /// The number of the row's last operation, 0 if there was none.
    long number(int row) {
        return words[WORDS * row];
    }

    /// The position of the row's last operation.
    long position(int row) {
        return words[WORDS * row + 1];
    }

    /// Writes the reply into a message.
    void write(int row, int slot, int view, Message message) {
        int at = WORDS * row;
        int kind = (int) words[at + 3] & (1 << KIND_BITS) - 1;
        message.set(kind, Label.ofRequest(slot, words[at], view), words[at + 2], 0);
        Bytes.give(payloads[row], (int) (words[at + 3] >>> KIND_BITS), message.payload());
    }
}
