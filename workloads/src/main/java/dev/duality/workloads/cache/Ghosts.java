// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache;

import dev.duality.shm.Region;

/// The blocks that have left S3-FIFO's small queue not long ago: as many as its main queue has slots.
///
/// - **Threads:** any.
/// - **Progress:** lock-free. A worker that finds the queue full of what was forgotten goes through it once; that many
///   others were remembered since the last time.
final class Ghosts {
    /* A block's word is 2 x (how often it is in the queue) + (whether it is a ghost). A ghost that is forgotten stays in
     * the queue, where nobody can take it from the middle; who comes to it later finds that it is none. If a block is in
     * the queue more than once, it is a ghost by its last place: those before are old. So who takes a block out of the
     * queue makes the count one less by compare-and-set, and it was the ghost's own place if none is left.
     * Who sets a block's bit counts a ghost more, who clears it one less: each bit is set and cleared once at a time, by
     * compare-and-set of the word, so the count is that of the bits when all workers rest.
     * Tried by SharedOrderStress, SharedOrderTest and LockFreeCacheTest.
     *
     *   forget    F1 compare-and-set word: clears the bit          F2 one ghost less
     *   remember  M1 while there are too many: the oldest goes     M2 compare-and-set word: one place more, the bit set
     *             M3 one ghost more, if the bit was clear          M4 offers the block
     *   oldest    O1 poll    O2 compare-and-set word: one place less, and the bit clear if none is left    O3 F2
     *
     * M2 comes before M4, and O1 sees that offer, so who polls the block finds its place counted.
     * Weaker breaks it: words that are set, and not compared, lose a place, and then a ghost is never forgotten.
     * Stronger is waste: words are read opaque, as what is compared decides; the count may be late, as with several workers there may be one ghost more for each.
     */
    private static final long IS_GHOST = 1;
    private static final long PLACE = 2;

    private final Region region;
    private final Geometry at;
    private final FifoQueue queue;
    private final int most;

    Ghosts(Region region, Geometry at) {
        this.region = region;
        this.at = at;
        this.queue = at.ghostQueue(region);
        this.most = at.mainSlots();
    }

    /// @return whether the block was a ghost; it is none any more
    boolean forget(int block) {
        while (true) {
            long word = region.getOpaque(at.ghost(block));
            if ((word & IS_GHOST) == 0) {
                return false;
            }
            if (region.compareAndSet(at.ghost(block), word, word & ~IS_GHOST)) { // F1
                region.getAndAdd(at.ghosts, -1); // F2
                return true;
            }
        }
    }

    /// Makes the block a ghost, and forgets the oldest if there are too many.
    void remember(int block) {
        if (most == 0) {
            return;
        }
        while (region.getOpaque(at.ghosts) >= most && forgetOldest()) { // M1
            // one less
        }
        while (true) {
            long word = region.getOpaque(at.ghost(block));
            if (region.compareAndSet(at.ghost(block), word, word + PLACE | IS_GHOST)) { // M2
                if ((word & IS_GHOST) == 0) {
                    region.getAndAdd(at.ghosts, 1); // M3
                }
                break;
            }
        }
        while (!queue.offer(block)) { // M4
            clean();
        }
    }

    /// Takes the oldest ghost, and the old places before it.
    /// @return `false` if nothing is in the queue
    private boolean forgetOldest() {
        while (true) {
            int block = queue.poll(); // O1
            if (block < 0) {
                return false;
            }
            if (takePlace(block)) {
                return true;
            }
        }
    }

    /// O2, O3
    /// @return whether it was a ghost's own place
    private boolean takePlace(int block) {
        while (true) {
            long word = region.getOpaque(at.ghost(block));
            long less = word - PLACE;
            boolean ghost = less == IS_GHOST;
            if (region.compareAndSet(at.ghost(block), word, ghost ? 0 : less)) {
                if (ghost) {
                    region.getAndAdd(at.ghosts, -1);
                }
                return ghost;
            }
        }
    }

    /// Takes each that is in the queue now out of it, and puts ghosts in again, in their order.
    private void clean() {
        for (int left = queue.size(); left > 0; left--) {
            int block = queue.poll();
            if (block < 0) {
                return;
            }
            long word = region.getOpaque(at.ghost(block));
            boolean own = word == (PLACE | IS_GHOST);
            if (!own || !queue.offer(block)) {
                takePlace(block);
            }
        }
    }
}
