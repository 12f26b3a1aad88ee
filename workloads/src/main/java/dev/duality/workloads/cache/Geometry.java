// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache;

import dev.duality.shm.Region;
import dev.duality.shm.RegionLayout;
import dev.duality.workloads.cache.policy.Policy;

/// The layout of a [LockFreeCache] in a region.
final class Geometry {
    private static final long ENTRY = 0;
    private static final long STORED = 8;
    private static final long GHOST = 16;
    private static final long SLOT = 8;
    private static final int SMALL_SHARE = 10; // of the slots, by S3-FIFO's paper

    final RegionLayout layout = new RegionLayout();
    final int blocks;
    final int capacity;
    final int workers;
    final int payloadBytes;
    final Policy policy;

    /// The word of the clock's hand; by other policies, of how many slots were taken while they were empty.
    final long hand;

    /// The word with the number of SIEVE's round.
    final long round;

    /// The word of how many ghosts S3-FIFO has.
    final long ghosts;

    private final long records;
    private final long slots;
    private final long holdings;
    private final long frames;
    private final long frameBytes;
    private final long[] queues;
    private final long ghostQueue;

    /// Of a cache that is replaced by CLOCK.
    Geometry(int blocks, int capacity, int workers, int payloadBytes) {
        this(blocks, capacity, workers, payloadBytes, Policy.CLOCK);
    }

    /// @param blocks how many blocks there are
    /// @param capacity how many of them fit into the cache
    Geometry(int blocks, int capacity, int workers, int payloadBytes, Policy policy) {
        this.blocks = blocks;
        this.capacity = capacity;
        this.workers = workers;
        this.payloadBytes = payloadBytes;
        this.policy = policy;
        frameBytes = RegionLayout.apart(Region.LINE + payloadBytes); // of 4 KB: an odd number of pairs of lines
        hand = layout.word("hand");
        round = policy == Policy.SIEVE ? layout.word("round") : 0;
        ghosts = policy == Policy.S3_FIFO ? layout.word("ghosts") : 0;
        records = layout.span("blocks", (long) blocks * Region.APART);
        slots = layout.span("slots", (long) capacity * Region.APART);
        holdings = layout.span("holdings", (long) workers * Region.APART);
        frames = layout.span("frames", frames() * frameBytes);
        queues = new long[policy == Policy.SIEVE || policy == Policy.S3_FIFO ? 2 : 0];
        for (int i = 0; i < queues.length; i++) {
            queues[i] = layout.span("queue " + i, FifoQueue.bytes(FifoQueue.cells(capacity)));
        }
        ghostQueue = policy == Policy.S3_FIFO ? layout.span("ghost queue", FifoQueue.bytes(ghostCells())) : 0;
    }

    /// The number of slots that S3-FIFO's small queue should have.
    int smallSlots() {
        return Math.max(1, capacity / SMALL_SHARE);
    }

    /// The number of slots that are left for its main queue, and of ghosts that it may remember.
    int mainSlots() {
        return capacity - smallSlots();
    }

    /// Each worker may remember one more while it makes room for that; as many again before the queue is swept.
    private int ghostCells() {
        return FifoQueue.cells(2 * (mainSlots() + workers));
    }

    /// One of the two queues of slots that SIEVE and S3-FIFO have.
    FifoQueue queue(Region region, int number) {
        return new FifoQueue(region, queues[number], FifoQueue.cells(capacity));
    }

    /// S3-FIFO's queue of the blocks that it remembers.
    FifoQueue ghostQueue(Region region) {
        return new FifoQueue(region, ghostQueue, ghostCells());
    }

    /// The word that says whether a block is a ghost, in the line of its entry: see [Ghosts].
    long ghost(int block) {
        return records + (long) block * Region.APART + GHOST;
    }

    /// The number of frames: one for each slot, and one for each worker to fill.
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

    /// The offset of a frame's bytes.
    long bytes(int frame) {
        return stamp(frame) + Region.LINE;
    }
}
