// SPDX-License-Identifier: Apache-2.0
package org.example.ticketlock;

import dev.duality.shm.Region;
import dev.duality.shm.RegionLayout;
import dev.duality.shm.WaitStrategy;

/// A lock that serves in the order of asking, by two words in a region (Reed and Kanodia, "Synchronization with
/// Eventcounts and Sequencers", 1979).
///
/// - **Threads:** as many parties as it was given waits. Not re-entrant.
/// - **Ordering:** what a holder did happens-before the next holder's return from [#lock].
/// - **Fairness:** first come, first served.
public final class TicketLock {
    /* `next` is the ticket for whoever comes, `served` the one that holds the lock; both only grow, and may run over.
     * Tried by TicketLockTest.
     *
     *   lock    L1 ticket = get and add to next   L2 acquire served, is it the ticket?
     *   unlock  U1 release served + 1             U2 signals all who wait
     *
     * One holder: tickets differ, and `served` is one of them at a time; only its holder moves it on.
     * Handing over: L2 sees the U1 of the holder before, so what that did happens-before this.
     * Weaker breaks it: with U1 or L2 opaque the next holder may miss what this one wrote.
     * Stronger is waste: `served` has one writer at a time, so U1 need not be a read-modify-write.
     */
    /// The bytes that a lock takes: the word that those who come write, and the word that those who wait read.
    public static final long BYTES = 2L * Region.APART;

    private final Region region;
    private final long next;
    private final long served;
    private final WaitStrategy[] waits;

    /// A view onto [#BYTES] bytes, which are 0 when the lock is new.
    /// @param offset a multiple of [Region#APART]
    /// @param waits how each party waits; its index is the party's number
    public TicketLock(Region region, long offset, WaitStrategy[] waits) {
        if (offset != RegionLayout.apart(offset)) {
            throw new IllegalArgumentException("offset " + offset + " is not a multiple of " + Region.APART);
        }
        this.region = region;
        this.next = offset;
        this.served = offset + Region.APART;
        this.waits = waits;
    }

    /// Takes the lock, waiting as long as it takes.
    public void lock(int party) {
        long ticket = region.getAndAdd(next, 1); // L1
        for (int attempt = 0; region.getAcquire(served) != ticket; attempt++) { // L2
            waits[party].idle(attempt);
        }
    }

    /// Gives the lock back.
    public void unlock() {
        region.setRelease(served, region.getPlain(served) + 1); // U1
        for (WaitStrategy wait : waits) {
            wait.signal(); // U2
        }
    }
}
