// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.replication;

import dev.duality.messaging.Message;
import dev.duality.shm.Payload;
import java.util.Arrays;

/// The operations that a replica has done, in their order. Two copies that do them in the same order are the same, so
/// this is all that a new back-up needs; a specification need not know how to be copied.
///
/// The log keeps so many of the last operations: all of them where a replica may have to begin anew, and where nobody
/// crashes those that may have to be answered.
public final class OperationLog {
    /// The bound that keeps everything.
    public static final int ALL = 1 << 27;

    private static final int FIRST_CAPACITY = 16;
    private static final int WORDS = 4; // of an operation: kind and row, a, b, bytes
    private static final int KIND_BITS = 8;

    private final int most;
    private int capacity;
    private long[] words;
    private byte[][] payloads;
    private long size;

    /// @param keeps how many operations it keeps at least
    OperationLog(int keeps) {
        this.most = keeps == 1 ? 1 : Integer.highestOneBit(keeps - 1) << 1;
        this.capacity = Math.min(most, FIRST_CAPACITY);
        this.words = new long[WORDS * capacity];
        this.payloads = new byte[capacity][];
    }

    /// The number of operations: the position of the last one.
    long size() {
        return size;
    }

    /// Adds one, and copies its payload.
    /// @return its position
    long add(int kind, int row, long a, long b, Payload payload) {
        if (size == capacity && capacity < most) {
            capacity = 2 * capacity;
            words = Arrays.copyOf(words, WORDS * capacity);
            payloads = Arrays.copyOf(payloads, capacity);
        }
        size++;
        int slot = slot(size);
        int at = WORDS * slot;
        words[at] = (long) row << KIND_BITS | kind;
        words[at + 1] = a;
        words[at + 2] = b;
        words[at + 3] = payload.length();
        if (payload.length() > 0) {
            payloads[slot] = Bytes.kept(payload, payloads[slot]);
        }
        return size;
    }

    private int slot(long position) {
        return (int) (position - 1) & capacity - 1;
    }

    int row(long position) {
        return (int) (words[WORDS * slot(position)] >>> KIND_BITS);
    }

    /// Writes an operation into a message that takes it to the other replica.
    /// @throws IllegalStateException if it is not kept any more
    void write(long position, int view, Message message) {
        if (position <= size - capacity) {
            throw new IllegalStateException(
                    "operation %d of %d is not kept any more, but %d are".formatted(position, size, capacity));
        }
        int slot = slot(position);
        int at = WORDS * slot;
        int kind = (int) words[at] & (1 << KIND_BITS) - 1;
        message.set(kind, Label.ofOperation(row(position), position, view), words[at + 1], words[at + 2]);
        Bytes.give(payloads[slot], (int) words[at + 3], message.payload());
    }
}
