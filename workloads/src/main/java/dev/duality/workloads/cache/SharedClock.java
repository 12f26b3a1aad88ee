// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache;

import dev.duality.shm.Region;

/// CLOCK: the slots in a circle, and a hand that each worker moves by one. Nothing else is shared: the word beside a
/// slot is a hint, and the entry decides (steps E1 and E2 of [LockFreeCache]).
final class SharedClock extends SharedOrder {
    SharedClock(Region region, Geometry at) {
        super(region, at);
    }

    @Override
    int mostHits() {
        return 1;
    }

    /// Moves the hand by one slot, and takes the slot if it can. In the first round slots and their frames are free.
    @Override
    void makeRoom(Holdings mine) {
        long attempt = region.getAndAdd(at.hand, 1);
        int slot = (int) (attempt % at.capacity);
        if (attempt < at.capacity) {
            mine.spare(slot, slot);
            return;
        }
        int block = (int) region.getOpaque(at.slot(slot)) - 1;
        if (block >= 0) {
            evict(mine, block, slot);
        }
    }

    private void evict(Holdings mine, int block, int slot) {
        long entry = region.getAcquire(at.entry(block)); // E1
        if (!Entry.isResident(entry) || region.getPlain(at.slotOf(Entry.frame(entry))) != slot) {
            return; // the hint is old
        }
        if (Entry.hits(entry) > 0) {
            region.compareAndSet(at.entry(block), entry, Entry.withFewerHits(entry, 1)); // E2
            return;
        }
        eviction.evict(mine, block, slot, entry);
    }

    @Override
    void entered(int block, int slot) {
        // the hand comes by
    }
}
