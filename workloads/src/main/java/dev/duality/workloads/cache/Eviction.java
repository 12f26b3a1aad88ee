// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache;

import dev.duality.shm.Region;

/// The way in which a block leaves a [LockFreeCache]: the steps E and W of the argument that stands there.
final class Eviction {
    private final Region region;
    private final Geometry at;

    Eviction(Region region, Geometry at) {
        this.region = region;
        this.at = at;
    }

    /// Evicts the block of a slot, unless it was hit so often: then it takes hits away.
    ///
    /// The slot is the worker's to empty: it was taken out of the queue that it was in, and so nobody else evicts the
    /// block, whose entry keeps the slot until then.
    /// @param often how many hits keep it
    /// @param taken how many hits that costs it
    /// @return whether it has left, and then the slot is the worker's spare
    boolean evictUnlessHit(Holdings mine, int slot, int often, int taken) {
        int block = (int) region.getOpaque(at.slot(slot)) - 1;
        while (true) {
            long entry = region.getAcquire(at.entry(block)); // E1
            if (Entry.hits(entry) >= often) {
                if (region.compareAndSet(at.entry(block), entry, Entry.withFewerHits(entry, taken))) { // E2
                    return false;
                }
                mine.casFailure(); // it was hit once more, or written
            } else if (evict(mine, block, slot, entry)) {
                return true;
            }
        }
    }

    /// Evicts a block if it still is what its entry says.
    /// @param entry as it was read by an acquire, of a block that is in that slot
    /// @return whether it has left, and then the slot is the worker's spare
    boolean evict(Holdings mine, int block, int slot, long entry) {
        if (Entry.isDirty(entry) && !writeBack(mine, block, entry)) { // E3
            return false;
        }
        if (!region.compareAndSet(at.entry(block), entry, Entry.absent(entry))) { // E4
            mine.casFailure();
            return false;
        }
        mine.spare(slot, Entry.frame(entry));
        mine.eviction();
        return true;
    }

    private boolean writeBack(Holdings mine, int block, long entry) {
        long known = region.getAcquire(at.stored(block)); // W1
        long stamp = region.getPlain(at.stamp(Entry.frame(entry))); // W2
        region.acquireFence();
        if (!Entry.same(region.getOpaque(at.entry(block)), entry)) { // W3
            mine.retry();
            return false;
        }
        long word = Entry.stored(entry, stamp);
        if (known == word) {
            return true; // by another who wanted to evict it
        }
        if (!region.compareAndSet(at.stored(block), known, word)) { // W4
            mine.casFailure();
            return false;
        }
        mine.writeBack();
        return true;
    }
}
