// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache;

import dev.duality.shm.Region;

/// In which order blocks leave a [LockFreeCache]: a rule of replacement that all workers follow together.
///
/// - **Threads:** each worker one at a time.
/// - **Progress:** lock-free, as the cache is. With one worker it is the sequential rule of its policy, hit by hit.
abstract sealed class SharedOrder permits SharedClock, SharedSieve, SharedS3Fifo {
    final Region region;
    final Geometry at;
    final Eviction eviction;

    SharedOrder(Region region, Geometry at) {
        this.region = region;
        this.at = at;
        this.eviction = new Eviction(region, at);
    }

    /// @throws IllegalArgumentException if workers cannot keep the policy together
    static SharedOrder of(Region region, Geometry at) {
        return switch (at.policy) {
            case CLOCK -> new SharedClock(region, at);
            case SIEVE -> new SharedSieve(region, at);
            case S3_FIFO -> new SharedS3Fifo(region, at);
            case LRU -> throw new IllegalArgumentException("LRU has no order that workers share");
        };
    }

    /// The number of hits of a block that count, from 1 to 3.
    abstract int mostHits();

    /// One step on the way to a spare slot for a worker that has none.
    abstract void makeRoom(Holdings mine);

    /// A block has been put into a slot that was a worker's spare.
    abstract void entered(int block, int slot);

    /// Puts a slot into a queue, which has a cell for each slot. It is never full: who offers has one slot more in its
    /// hands, so one of those in its cells came a second time, and was taken out before that; so was the oldest of
    /// them, and the offer that brought the slot back happens-before the look at the tail.
    static void put(FifoQueue queue, int slot) {
        if (!queue.offer(slot)) {
            throw new IllegalStateException("slot " + slot + " is in two places");
        }
    }

    /// Takes a slot that was never used, if there is one left: it comes with the frame of its number.
    final boolean takesEmpty(Holdings mine) {
        if (region.getOpaque(at.hand) >= at.capacity) {
            return false;
        }
        long next = region.getAndAdd(at.hand, 1);
        if (next >= at.capacity) {
            return false;
        }
        mine.spare((int) next, (int) next);
        return true;
    }
}
