// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.lock;

import dev.duality.shm.Region;
import dev.duality.shm.RegionLayout;
import dev.duality.shm.WaitStrategy;

/// The bakery lock (Lamport, "A New Solution of Dijkstra's Concurrent Programming Problem", 1974): mutual exclusion by
/// loads and stores alone, without any read-modify-write. Each party writes only words of its own and reads those of
/// all others, so taking the lock moves a line for every party there is, even if nobody else wants it.
///
/// - **Fairness:** first come, first served, from the moment when a party has drawn its number.
public final class BakeryLock implements Lock {
    /* A party has two words, which it alone writes: `choosing` is 1 while it draws its number, `number` is 0 while it
     * does not want the lock. Who has the lowest number is served; of equal numbers the lower party's. Tried by
     * BakeryLockStress, BakeryLockSleepStress and BakeryLockContractTest.
     *
     *   lock    L1 choosing = 1   L2 fence   L3 number = 1 + the highest number that it sees
     *           L4 release choosing = 0, signals the others   L5 fence
     *           and for each other party:   L6 acquire its choosing, until 0
     *           L7 acquire its number, until 0 or behind ours
     *   unlock  U1 release number = 0, signals the others
     *
     * One holder: let both of two parties be behind their L7 for each other. The fences L2 and L5 of both are in one
     * order. If the other's L5 came before our L2, our L3 saw its number, so ours is higher; if ours came before its
     * L2, the other way round. Otherwise each L2 came before the other's L5, so each L6 sees that the other is
     * choosing, until it sees an L4, and so its number: both parties compare the same two numbers, which differ or
     * belong to different parties, and one of them waits at L7 until a U1.
     * Handing over: L7 sees the U1 of the other, or a later number of it, which came after that.
     * Nobody waits for ever: numbers drawn after ours are higher. Numbers begin at 1 again whenever nobody wants the
     * lock; were there always somebody, 2^63 of them would last for 290 years at one a nanosecond.
     * No sleeper is forgotten: it looks once more when it has said that it will sleep (O1 of ParkWait, a fence); a
     * signal follows L4 and U1, which are all that it can wait for, and begins with a fence.
     * Weaker breaks it: without L2 both draw the same number unseen, and without L5 each misses that the other wants
     * the lock; without `choosing` the lower party, slow between reading and writing, comes in beside the other; with
     * U1 or L7 opaque the next holder may miss what this one wrote; with L4 or L6 opaque L7 may miss the number.
     * Stronger is waste: numbers that are read at L3 are only compared, and a stale one was there a moment ago.
     */
    private static final long CHOOSING = 0;
    private static final long NUMBER = 8;
    private static final long MISSES = 16; // in lines of its party's own: at those above all others look

    private final Region region;
    private final long parties; // where the first one's words begin
    private final long own; // where the first one's lines begin that nobody looks at: how often it had to wait
    private final WaitStrategy[] waits;
    private final boolean sleeps;

    /// The bytes that a lock for `parties` takes.
    public static long bytes(int parties) {
        return 2L * parties * Region.APART;
    }

    /// The lock in [#bytes] bytes that are 0 when it is new.
    /// @param offset a multiple of [Region#APART]
    /// @param waits how each party waits; its index is the party's number
    public BakeryLock(Region region, long offset, WaitStrategy[] waits) {
        RegionLayout.requireApart(offset);
        this.region = region;
        this.parties = offset;
        this.own = offset + (long) waits.length * Region.APART;
        this.waits = waits;
        this.sleeps = waits[0].sleeps();
    }

    private long words(int party) {
        return parties + (long) party * Region.APART;
    }

    @Override
    public void lock(int party) {
        long mine = words(party);
        long number = draw(mine);
        signalOthers(party);
        region.fullFence(); // L5
        boolean missed = false;
        for (int other = 0; other < waits.length; other++) {
            if (other != party) {
                missed = awaitChoice(party, words(other), missed);
                missed = awaitTurn(party, number, other, missed);
            }
        }
    }

    private long draw(long mine) {
        region.setOpaque(mine + CHOOSING, 1); // L1
        region.fullFence(); // L2
        long highest = 0;
        for (int other = 0; other < waits.length; other++) {
            highest = Math.max(highest, region.getOpaque(words(other) + NUMBER)); // L3
        }
        region.setOpaque(mine + NUMBER, highest + 1); // L3
        region.setRelease(mine + CHOOSING, 0); // L4
        return highest + 1;
    }

    /// @param missed whether it has had to wait before
    /// @return whether it has had to wait
    private boolean awaitChoice(int party, long other, boolean missed) {
        boolean waited = missed;
        for (int attempt = 0; region.getAcquire(other + CHOOSING) != 0; attempt++) { // L6
            waited = idle(party, attempt, waited);
        }
        return waited;
    }

    /// @param missed whether it has had to wait before
    /// @return whether it has had to wait
    private boolean awaitTurn(int party, long number, int other, boolean missed) {
        boolean waited = missed;
        long its = region.getAcquire(words(other) + NUMBER); // L7
        for (int attempt = 0; its != 0 && (its < number || its == number && other < party); attempt++) {
            waited = idle(party, attempt, waited);
            its = region.getAcquire(words(other) + NUMBER); // L7
        }
        return waited;
    }

    private boolean idle(int party, int attempt, boolean counted) {
        if (!counted) {
            long misses = own + (long) party * Region.APART + MISSES;
            region.setPlain(misses, region.getPlain(misses) + 1);
        }
        waits[party].idle(attempt);
        return true;
    }

    @Override
    public void unlock(int party) {
        region.setRelease(words(party) + NUMBER, 0); // U1
        signalOthers(party);
    }

    /// Any of them may wait for this party.
    private void signalOthers(int party) {
        if (sleeps) {
            for (int other = 0; other < waits.length; other++) {
                if (other != party) {
                    waits[other].signal();
                }
            }
        }
    }

    @Override
    public long misses() {
        long misses = 0;
        for (int party = 0; party < waits.length; party++) {
            misses += region.getPlain(own + (long) party * Region.APART + MISSES);
        }
        return misses;
    }
}
