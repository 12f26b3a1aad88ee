// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.lock;

import dev.duality.shm.Region;
import dev.duality.shm.RegionLayout;
import dev.duality.shm.WaitStrategy;

/// A queue of parties, each of which waits at a word of its own (Mellor-Crummey and Scott, "Algorithms for Scalable
/// Synchronization on Shared-Memory Multiprocessors", 1991): handing over moves lines of two parties, however many
/// wait.
///
/// - **Fairness:** first come, first served.
public final class McsLock implements Lock {
    /* `tail` is the last party in the queue, or nobody. Each party has a node: `next` is whoever came behind it, written
     * once by that one; `waiting` is 1 until the party before clears it. Between two uses a node is its party's.
     * A party is written as its number + 1, nobody as 0. Tried by McsLockStress, McsLockSleepStress and McsLockContractTest.
     *
     *   lock    L1 own next = nobody, own waiting = 1   L2 before = exchange tail for me   and if there is one before:
     *           L3 release its next = me, signals it    L4 acquire own waiting, is it 0?
     *   unlock  U1 acquire own next, and if nobody:     U2 compare-and-set tail, me -> nobody, and if that fails:
     *           U3 acquire own next until somebody      U4 release its waiting = 0, signals it
     *
     * One holder: L2 puts the parties in a row; the first enters, and each other one when the one before has done U4.
     * U2 empties the queue only if nobody came behind; if somebody did, L3 is on its way, and U3 waits for it.
     * Handing over: L4 sees the U4 of the holder before, or L2 the U2 of the last one.
     * Nodes are new when others write them: L2 is a release, and who comes behind acquires it, so L1 happens-before its
     * L3; and L1 happens-before L3 happens-before U1 or U3 happens-before U4, so the 0 of U4 comes after the 1 of L1.
     * No sleeper is forgotten: a signal follows L3 and U4, and wakes the one party that can wait for it.
     * Weaker breaks it: with L3, U1 or U3 opaque the 1 of L1 may come after the 0 of U4; with U4 or L4 opaque the next
     * holder may miss what this one wrote; with a plain L1 behind L2 the link of L3 may be overwritten.
     * Stronger is waste: `next` and `waiting` each have one writer at a time, and one who waits for it.
     */
    private static final long NEXT = 0;
    private static final long WAITING = 8;
    private static final long MISSES = 16; // how often its party had to wait; written while the node's line is here

    private final Region region;
    private final long tail;
    private final long nodes;
    private final WaitStrategy[] waits;

    /// The bytes that a lock for `parties` takes.
    public static long bytes(int parties) {
        return (1L + parties) * Region.APART;
    }

    /// The lock in [#bytes] bytes that are 0 when it is new.
    /// @param offset a multiple of [Region#APART]
    /// @param waits how each party waits; its index is the party's number
    public McsLock(Region region, long offset, WaitStrategy[] waits) {
        RegionLayout.requireApart(offset);
        this.region = region;
        this.tail = offset;
        this.nodes = offset + Region.APART;
        this.waits = waits;
    }

    /// The node of a party that is written as its number + 1.
    private long node(long me) {
        return nodes + (me - 1) * Region.APART;
    }

    @Override
    public void lock(int party) {
        long me = party + 1L;
        long node = node(me);
        region.setPlain(node + NEXT, 0); // L1
        region.setPlain(node + WAITING, 1);
        long before = region.getAndSet(tail, me); // L2
        if (before != 0) {
            region.setPlain(node + MISSES, region.getPlain(node + MISSES) + 1);
            region.setRelease(node(before) + NEXT, me); // L3
            waits[(int) before - 1].signal();
            await(party, node);
        }
    }

    private void await(int party, long node) {
        WaitStrategy wait = waits[party];
        for (int attempt = 0; region.getAcquire(node + WAITING) != 0; attempt++) { // L4
            wait.idle(attempt);
        }
    }

    @Override
    public void unlock(int party) {
        long me = party + 1L;
        long next = region.getAcquire(node(me) + NEXT); // U1
        if (next == 0) {
            if (region.compareAndSet(tail, me, 0)) { // U2
                return;
            }
            next = successor(party, node(me));
        }
        region.setRelease(node(next) + WAITING, 0); // U4
        waits[(int) next - 1].signal();
    }

    /// Somebody has come, and will say who in a few steps.
    private long successor(int party, long node) {
        WaitStrategy wait = waits[party];
        int attempt = 0;
        long next = region.getAcquire(node + NEXT); // U3
        while (next == 0) {
            wait.idle(attempt++);
            next = region.getAcquire(node + NEXT);
        }
        return next;
    }

    @Override
    public long misses() {
        long misses = 0;
        for (long me = 1; me <= waits.length; me++) {
            misses += region.getPlain(node(me) + MISSES);
        }
        return misses;
    }
}
