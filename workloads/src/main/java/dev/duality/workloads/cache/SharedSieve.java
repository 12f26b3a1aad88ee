// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache;

import dev.duality.shm.Region;

/// SIEVE without a list: two queues of slots and the number of the round.
final class SharedSieve extends SharedOrder {
    /* SIEVE's hand goes from the oldest block to the youngest, and takes one out of the middle of the list. Cut the list
     * at the hand: what lies before it has been spared in this round, in the order in which the hand came by; what lies
     * behind it is still to be looked at, and those that enter come last. So the list is two queues, and the hand moves
     * by taking a slot out of the one and, if its block was visited, putting it into the other. When the hand has seen
     * the youngest, the queue is empty, and it starts again at the oldest: the queues change places, which is one more
     * on the round. In round r, queue r mod 2 is to be looked at.
     * A slot is in one queue, or with one worker: as its spare, between H2 and H3 or E4, or between P4 and N2. There is
     * no third place, so no slot is in the cache twice, and no block leaves but by who has its slot. At most one slot is
     * with each worker, and there are two for each: one is always to be found.
     * Tried by FifoQueueStress, SharedOrderStress, SharedOrderTest, LockFreeCacheTest and LockFreeCacheModelTest.
     *
     *   hand    H1 opaque round r    H2 poll queue r: nothing there: compare-and-set round -> r + 1
     *           H3 block visited: unmarked by E2, its slot offered to queue r + 1; not visited: E3, E4
     *   enter   N1 opaque round r    queue r empty: compare-and-set round -> r + 1, and N1 again    N2 offer to queue r
     *
     * With one worker this is SIEVE: N1 turns round as soon as the last was taken, as the hand at the youngest does.
     * With several a slot may come into a queue whose turn has just changed. It is looked at a round earlier or later,
     * and that is all: which queue it is in decides on when it is looked at, and on nothing else.
     * The slot's word names its block: P3 comes before N2, and H2 sees that offer. It is no hint here.
     * Weaker breaks it: a round that is set, and not compared, could go back, and who had just turned round would look
     * at blocks that it has spared a moment ago.
     * Stronger is waste: the queues order what must be ordered, and an old round is another order, as above.
     */
    private final FifoQueue even;
    private final FifoQueue odd;

    SharedSieve(Region region, Geometry at) {
        super(region, at);
        this.even = at.queue(region, 0);
        this.odd = at.queue(region, 1);
    }

    private FifoQueue queue(long round) {
        return (round & 1) == 0 ? even : odd;
    }

    @Override
    int mostHits() {
        return 1;
    }

    @Override
    void makeRoom(Holdings mine) {
        if (takesEmpty(mine)) {
            return;
        }
        long round = region.getOpaque(at.round); // H1
        int slot = queue(round).poll(); // H2
        if (slot < 0) {
            region.compareAndSet(at.round, round, round + 1);
        } else if (!eviction.evictUnlessHit(mine, slot, 1, 1)) { // H3
            put(queue(round + 1), slot);
        }
    }

    @Override
    void entered(int block, int slot) {
        while (true) {
            long round = region.getOpaque(at.round); // N1
            if (queue(round).size() > 0) {
                put(queue(round), slot); // N2
                return;
            }
            if (region.compareAndSet(at.round, round, round + 1)) {
                put(queue(round + 1), slot);
                return;
            }
        }
    }
}
