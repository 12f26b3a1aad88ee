// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache.policy;

/// [Policy#CLOCK]: the bits and the hand.
final class Clock implements Replacement {
    private final boolean[] referenced;
    private int hand;

    Clock(int slots) {
        referenced = new boolean[slots];
    }

    @Override
    public void hit(int slot) {
        referenced[slot] = true;
    }

    @Override
    public int next(int block) {
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
