// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache;

import dev.duality.shm.Region;

/// S3-FIFO: a small queue of slots, a main one, and the [Ghosts].
final class SharedS3Fifo extends SharedOrder {
    /* A slot is in one of the two queues, or with one worker: as its spare, between Q1 and Q2 or E4, or between P4 and
     * N1. So no slot is in the cache twice, and no block leaves but by who has its slot. At most one slot is with each
     * worker, and there are two for each: one is always to be found.
     * Tried by FifoQueueStress, SharedOrderStress, SharedOrderTest, LockFreeCacheTest and LockFreeCacheModelTest.
     *
     *   room    Q1 poll small, if that has its share, or else main
     *           Q2 of small: hit twice or more: no hits by E2, and offered to main; else E3, E4, and remembered
     *              of main: hit: one less by E2, and offered to main again; else E3, E4
     *   enter   N1 offer to main if the block was remembered, which it is no longer, or else to small
     *
     * With one worker this is S3-FIFO. With several the small queue's length is that of a moment ago, so it may be one
     * shorter or longer for each worker than its share; and a block may be remembered although another worker has just
     * brought it back: it is a ghost too many, until it is the oldest. Neither touches what is in the cache.
     * The slot's word names its block: P3 comes before N1, and Q1 sees that offer. It is no hint here.
     * Weaker breaks it: hits that were counted by a store, and not by R5's compare-and-set, could bring back an entry
     * that has gone.
     * Stronger is waste: a length that were exact would have to be counted in one word by all.
     */
    private static final int MOST_HITS = 3;
    private static final int HITS_OF_MAIN = 2; // that lead there

    private final Ghosts ghosts;
    private final FifoQueue small;
    private final FifoQueue main;

    SharedS3Fifo(Region region, Geometry at) {
        super(region, at);
        this.ghosts = new Ghosts(region, at);
        this.small = at.queue(region, 0);
        this.main = at.queue(region, 1);
    }

    @Override
    int mostHits() {
        return MOST_HITS;
    }

    @Override
    void makeRoom(Holdings mine) {
        if (takesEmpty(mine)) {
            return;
        }
        boolean smallHasItsShare = small.size() >= at.smallSlots();
        int slot = smallHasItsShare ? small.poll() : main.poll(); // Q1
        if (slot >= 0) {
            leave(mine, slot, smallHasItsShare);
        } else if (!smallHasItsShare) {
            int last = small.poll(); // others have what the main queue had
            if (last >= 0) {
                leave(mine, last, true);
            }
        }
    }

    /// Q2
    private void leave(Holdings mine, int slot, boolean ofSmall) {
        int block = (int) region.getOpaque(at.slot(slot)) - 1;
        boolean left = ofSmall
                ? eviction.evictUnlessHit(mine, slot, HITS_OF_MAIN, MOST_HITS)
                : eviction.evictUnlessHit(mine, slot, 1, 1);
        if (!left) {
            put(main, slot);
        } else if (ofSmall) {
            ghosts.remember(block);
        }
    }

    @Override
    void entered(int block, int slot) {
        put(ghosts.forget(block) ? main : small, slot); // N1
    }
}
