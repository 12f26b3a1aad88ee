// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache.policy;

/// Slots in an order, oldest to youngest: a ring of which one place is no slot. A slot is in one ring at most of those
/// that share their links. For one thread.
final class Ring {
    private final int[] older;
    private final int[] younger;
    private final int end;
    private int size;

    /// An empty ring of slots from 0 to `slots` - 1.
    Ring(int slots) {
        end = slots;
        older = new int[slots + 1];
        younger = new int[slots + 1];
        older[end] = end;
        younger[end] = end;
    }

    /// The number of slots in it.
    int size() {
        return size;
    }

    /// Puts a slot in as the youngest.
    void add(int slot) {
        int youngest = older[end];
        younger[youngest] = slot;
        older[slot] = youngest;
        younger[slot] = end;
        older[end] = slot;
        size++;
    }

    /// Takes a slot out.
    void remove(int slot) {
        younger[older[slot]] = younger[slot];
        older[younger[slot]] = older[slot];
        size--;
    }

    /// The slot that came first; -1 if there is none.
    int oldest() {
        return size == 0 ? -1 : younger[end];
    }

    /// The slot that came next after this one, the oldest after the youngest.
    int after(int slot) {
        int next = younger[slot];
        return next == end ? younger[end] : next;
    }
}
