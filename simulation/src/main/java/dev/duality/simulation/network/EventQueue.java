// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.network;

import java.util.Arrays;

/// The events to come, by time and then by number: a heap in which each entry has four below it. An entry is three
/// words side by side: its time, its number, and what it is about. For one thread.
final class EventQueue {
    /// The first number of those that [#nextNumber] gives; what comes before all else of its time has one below.
    static final long ORDINARY = 1L << 40;

    private static final int WORDS = 3;
    private static final int BELOW = 4 * WORDS;
    private static final int FIRST_ENTRIES = 64;

    private long[] heap = new long[WORDS * FIRST_ENTRIES];
    private int end; // in words
    private long nextNumber = ORDINARY;

    boolean isEmpty() {
        return end == 0;
    }

    /// The number of an event that comes after all of its time that are there.
    long nextNumber() {
        return nextNumber++;
    }

    int size() {
        return end / WORDS;
    }

    /// The time of the first entry. There is one.
    long nanos() {
        return heap[0];
    }

    /// The number of the first entry.
    long number() {
        return heap[1];
    }

    /// The description of the first entry.
    long description() {
        return heap[2];
    }

    void add(long nanos, long number, long description) {
        if (end == heap.length) {
            heap = Arrays.copyOf(heap, 2 * end);
        }
        int at = end;
        end += WORDS;
        while (at > 0) {
            int above = (at / WORDS - 1) / 4 * WORDS;
            if (!before(nanos, number, above)) {
                break;
            }
            move(above, at);
            at = above;
        }
        put(at, nanos, number, description);
    }

    /// Forgets the first entry.
    void remove() {
        end -= WORDS;
        if (end == 0) {
            return;
        }
        long nanos = heap[end];
        long number = heap[end + 1];
        long description = heap[end + 2];
        int at = 0;
        while (true) {
            int below = 4 * at + WORDS;
            if (below >= end) {
                break;
            }
            int least = below;
            int last = Math.min(below + BELOW, end);
            for (int next = below + WORDS; next < last; next += WORDS) {
                if (before(heap[next], heap[next + 1], least)) {
                    least = next;
                }
            }
            if (before(nanos, number, least)) {
                break;
            }
            move(least, at);
            at = least;
        }
        put(at, nanos, number, description);
    }

    private boolean before(long nanos, long number, int at) {
        long other = heap[at];
        return nanos < other || nanos == other && number < heap[at + 1];
    }

    private void move(int from, int to) {
        heap[to] = heap[from];
        heap[to + 1] = heap[from + 1];
        heap[to + 2] = heap[from + 2];
    }

    private void put(int at, long nanos, long number, long description) {
        heap[at] = nanos;
        heap[at + 1] = number;
        heap[at + 2] = description;
    }
}
