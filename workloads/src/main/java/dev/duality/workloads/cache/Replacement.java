// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache;

import java.util.Arrays;

/// Which slot the next block gets. For one thread.
interface Replacement {
    /// The block in this slot was found there.
    void hit(int slot);

    /// Chooses the slot for a block that was not found, which counts as being there from now on. Empty slots are taken
    /// first, from slot 0 upwards.
    int next();

    /// CLOCK: blocks enter unreferenced, a hit sets the slot's bit; a hand, at slot 0 first, goes round and clears the
    /// bits that it meets until one is clear; that slot is taken, and the hand moves on past it.
    static Replacement clock(int slots) {
        return new Clock(slots);
    }

    /// LRU: takes the slot whose last use is longest ago.
    static Replacement lru(int slots) {
        return new Lru(slots);
    }

    /// The bits and the hand.
    final class Clock implements Replacement {
        private final boolean[] referenced;
        private int hand;

        private Clock(int slots) {
            referenced = new boolean[slots];
        }

        @Override
        public void hit(int slot) {
            referenced[slot] = true;
        }

        @Override
        public int next() {
            while (referenced[hand]) {
                referenced[hand] = false;
                hand = after(hand);
            }
            int slot = hand;
            hand = after(hand);
            return slot;
        }

        private int after(int slot) {
            return slot + 1 == referenced.length ? 0 : slot + 1;
        }
    }

    /// The slots in the order of their last use, as a ring of which the last place is no slot.
    final class Lru implements Replacement {
        private final int[] older;
        private final int[] younger;
        private final int end;

        private Lru(int slots) {
            end = slots;
            older = new int[slots + 1];
            younger = new int[slots + 1];
            Arrays.setAll(older, slot -> slot == 0 ? end : slot - 1);
            Arrays.setAll(younger, slot -> slot == end ? 0 : slot + 1);
        }

        @Override
        public void hit(int slot) {
            younger[older[slot]] = younger[slot];
            older[younger[slot]] = older[slot];
            int youngest = older[end];
            younger[youngest] = slot;
            older[slot] = youngest;
            younger[slot] = end;
            older[end] = slot;
        }

        @Override
        public int next() {
            int oldest = younger[end];
            hit(oldest);
            return oldest;
        }
    }
}
