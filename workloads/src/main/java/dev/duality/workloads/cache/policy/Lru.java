// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache.policy;

/// [Policy#LRU]: the slots in the order of their last use; empty ones have not been used since slot 0 was.
final class Lru implements Replacement {
    private final Ring slots;

    Lru(int count) {
        slots = new Ring(count);
        for (int slot = 0; slot < count; slot++) {
            slots.add(slot);
        }
    }

    @Override
    public void hit(int slot) {
        slots.remove(slot);
        slots.add(slot);
    }

    @Override
    public int next(int block) {
        int oldest = slots.oldest();
        hit(oldest);
        return oldest;
    }
}
