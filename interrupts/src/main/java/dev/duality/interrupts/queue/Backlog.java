// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts.queue;

import dev.duality.shm.Payload;

/// Deferred interrupts: those of each device in the order in which they came, in slots that all devices share. For
/// one thread.
final class Backlog {
    private static final int NONE = -1;

    private final long[] tickets;
    private final long[] causes;
    private final Payload[] payloads;
    private final int[] next; // the slot after this one: of the same device, or free as well
    private final int[] first; // by device
    private final int[] last;
    private final int[] sizes;
    private final int most;
    private int free;
    private int size;
    private long waiting;

    /// @param most how many slots a device can have
    /// @param slots how many there are
    Backlog(int devices, int most, int slots, int payloadBytes) {
        this.most = most;
        tickets = new long[slots];
        causes = new long[slots];
        payloads = new Payload[slots];
        next = new int[slots];
        for (int slot = 0; slot < slots; slot++) {
            payloads[slot] = new Payload(payloadBytes);
            next[slot] = slot + 1 < slots ? slot + 1 : NONE;
        }
        first = new int[devices];
        last = new int[devices];
        sizes = new int[devices];
    }

    /// Adds a device's latest interrupt.
    /// @param payload its bytes; exchanged for others
    /// @return `false` if there is no room, and then nothing has changed
    boolean add(int device, long ticket, long cause, Payload payload) {
        if (free == NONE || sizes[device] == most) {
            return false;
        }
        int slot = free;
        free = next[slot];
        tickets[slot] = ticket;
        causes[slot] = cause;
        payloads[slot].swap(payload);
        next[slot] = NONE;
        if (sizes[device]++ == 0) {
            first[device] = slot;
            waiting |= 1L << device;
        } else {
            next[last[device]] = slot;
        }
        last[device] = slot;
        size++;
        return true;
    }

    /// A bit for each device that has interrupts here.
    long waiting() {
        return waiting;
    }

    int size() {
        return size;
    }

    int size(int device) {
        return sizes[device];
    }

    /// The ticket of a device's oldest interrupt.
    long ticket(int device) {
        return tickets[first[device]];
    }

    /// The cause of a device's oldest interrupt.
    long cause(int device) {
        return causes[first[device]];
    }

    /// The bytes of a device's oldest interrupt; may be exchanged for others.
    Payload payload(int device) {
        return payloads[first[device]];
    }

    /// Removes a device's oldest interrupt.
    void remove(int device) {
        int slot = first[device];
        first[device] = next[slot];
        next[slot] = free;
        free = slot;
        size--;
        if (--sizes[device] == 0) {
            waiting &= ~(1L << device);
        }
    }
}
