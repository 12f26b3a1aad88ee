// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.lock;

import dev.duality.shm.Region;
import dev.duality.shm.RegionLayout;
import dev.duality.shm.WaitStrategy;

/// A lock that serves in the order of asking, by two words (Reed and Kanodia, "Synchronization with Eventcounts and
/// Sequencers", 1979; Mellor-Crummey and Scott, 1991).
///
/// - **Fairness:** first come, first served.
public final class TicketLock implements Lock {
    /* `next` is the ticket for whoever comes, `served` the one that holds the lock; both only grow, and may run over.
     * `served` belongs to the holder. Tried by TicketLockStress, TicketLockSleepStress and TicketLockContractTest.
     *
     *   lock    L1 ticket = get and add 1 to next   L2 acquire served, is it the ticket?
     *   unlock  U1 release served + 1, and where waits sleep: U2 fence   U3 next is further: signals the others
     *
     * One holder: tickets differ, and `served` is one of them at a time; only its holder moves it on.
     * Handing over: L2 sees the U1 of the holder before, so what that did happens-before this.
     * No sleeper is forgotten: L1 comes before it says that it will sleep (O1 of ParkWait, a fence) and looks once more.
     * Either that L2 comes behind U1 and sees it, or U3, behind U2, sees its ticket, and the signal finds it asleep.
     * Weaker breaks it: with U1 or L2 opaque the next holder may miss what this one wrote; without U2 the look of U3
     * may pass U1.
     * Stronger is waste: `served` has one writer at a time, so U1 need not be a read-modify-write.
     */
    private final Region region;
    private final long next;
    private final long served;
    private final long own; // a party's words, which nobody else writes: how often it had to wait
    private final WaitStrategy[] waits;
    private final boolean sleeps;

    /// The bytes that a lock for `parties` takes.
    public static long bytes(int parties) {
        return (2L + parties) * Region.APART;
    }

    /// The lock in [#bytes] bytes that are 0 when it is new.
    /// @param offset a multiple of [Region#APART]
    /// @param waits how each party waits; its index is the party's number
    public TicketLock(Region region, long offset, WaitStrategy[] waits) {
        RegionLayout.requireApart(offset);
        this.region = region;
        this.next = offset;
        this.served = offset + Region.APART;
        this.own = offset + 2L * Region.APART;
        this.waits = waits;
        this.sleeps = waits[0].sleeps();
    }

    @Override
    public void lock(int party) {
        long ticket = region.getAndAdd(next, 1); // L1
        if (region.getAcquire(served) == ticket) { // L2
            return;
        }
        long misses = own + (long) party * Region.APART;
        region.setPlain(misses, region.getPlain(misses) + 1);
        WaitStrategy wait = waits[party];
        for (int attempt = 0; region.getAcquire(served) != ticket; attempt++) { // L2
            wait.idle(attempt);
        }
    }

    @Override
    public void unlock(int party) {
        long after = region.getPlain(served) + 1;
        region.setRelease(served, after); // U1
        if (sleeps) {
            region.fullFence(); // U2
            if (region.getOpaque(next) != after) { // U3
                for (WaitStrategy wait : waits) {
                    wait.signal();
                }
            }
        }
    }

    @Override
    public long misses() {
        long misses = 0;
        for (int party = 0; party < waits.length; party++) {
            misses += region.getPlain(own + (long) party * Region.APART);
        }
        return misses;
    }
}
