// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache;

import dev.duality.shm.Region;
import dev.duality.shm.RegionLayout;

/// Where the parts of a [LockFreeCache] lie in a region.
final class Geometry {
    private static final long ENTRY = 0;
    private static final long STORED = 8;
    private static final long SLOT = 8;

    final RegionLayout layout = new RegionLayout();
    final int blocks;
    final int capacity;
    final int workers;
    final int payloadBytes;

    /// The word of the clock's hand.
    final long hand;

    private final long records;
    private final long slots;
    private final long holdings;
    private final long frames;
    private final long frameBytes;

    /// @param blocks how many blocks there are
    /// @param capacity how many of them fit into the cache
    Geometry(int blocks, int capacity, int workers, int payloadBytes) {
        this.blocks = blocks;
        this.capacity = capacity;
        this.workers = workers;
        this.payloadBytes = payloadBytes;
        frameBytes = RegionLayout.apart(Region.LINE + payloadBytes); // of 4 KB: an odd number of pairs of lines
        hand = layout.word("hand");
        records = layout.span("blocks", (long) blocks * Region.APART);
        slots = layout.span("slots", (long) capacity * Region.APART);
        holdings = layout.span("holdings", (long) workers * Region.APART);
        frames = layout.span("frames", frames() * frameBytes);
    }

    /// How many frames there are: one for each slot, and one for each worker to fill.
    int frames() {
        return capacity + workers;
    }

    /// The word of a block's [Entry].
    long entry(int block) {
        return records + (long) block * Region.APART + ENTRY;
    }

    /// The store's word of a block, in the line of its entry: 0 until the block has been written back.
    long stored(int block) {
        return records + (long) block * Region.APART + STORED;
    }

    /// The word beside a slot.
    long slot(int slot) {
        return slots + (long) slot * Region.APART;
    }

    /// The line of a worker's [Holdings].
    long holdings(int worker) {
        return holdings + (long) worker * Region.APART;
    }

    /// The word with the stamp of a frame's content.
    long stamp(int frame) {
        return frames + frame * frameBytes;
    }

    /// The word with the slot of the block that a frame holds, beside the stamp.
    long slotOf(int frame) {
        return stamp(frame) + SLOT;
    }

    /// Where a frame's bytes begin.
    long bytes(int frame) {
        return stamp(frame) + Region.LINE;
    }
}
