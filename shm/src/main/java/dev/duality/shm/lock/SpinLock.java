// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.lock;

import dev.duality.shm.Region;
import dev.duality.shm.RegionLayout;
import dev.duality.shm.WaitStrategy;

/// A test-and-test-and-set lock (Rudolph and Segall, 1984) in one word, which can sleep (Drepper, "Futexes Are
/// Tricky", 2011, the second mutex).
///
/// - **Fairness:** none.
public final class SpinLock implements Lock {
    /* The word is 0 when free, 1 when held, 2 when held and somebody may sleep. Tried by
     * SpinLockStress, SpinLockSleepStress and SpinLockContractTest.
     *
     *   lock    L1 compare-and-set 0 -> 1, or, once it has waited long enough to sleep, L2 exchange for 2, was it 0?
     *   unlock  U1 release 0, or, where waits sleep, U2 exchange for 0; U3 it was 2: signal the others
     *
     * One holder: only a step that changes the 0 enters, and those steps are atomic.
     * Handing over: U1 or U2 is a release, L1 and L2 are acquires, of the same word.
     * No sleeper is forgotten: it sleeps only if the word was 2 when it looked once more, having said that it will
     * sleep (O1 of ParkWait, a fence). The U2 that ends that 2 comes after that look, finds the 2, and its U3, behind a
     * fence, sees the sleeper. Who enters by L2 leaves the 2 behind for the rest; whoever finds a 1 makes it a 2.
     * Weaker breaks it: with U1 opaque the next holder may miss what this one wrote.
     * Stronger is waste: without sleepers nobody asks what the word was, so U1 need not be an exchange.
     */
    private static final long FREE = 0;
    private static final long HELD = 1;
    private static final long SLEEPERS = 2;

    private final Region region;
    private final long word; // alone in its lines: those who wait look at it all the time
    private final long own; // a party's words, which nobody else writes: how often it had to wait
    private final WaitStrategy[] waits;
    private final boolean sleeps;

    /// The bytes that a lock for `parties` takes.
    public static long bytes(int parties) {
        return (1L + parties) * Region.APART;
    }

    /// The lock in [#bytes] bytes that are 0 when it is new.
    /// @param offset a multiple of [Region#APART]
    /// @param waits how each party waits; its index is the party's number
    public SpinLock(Region region, long offset, WaitStrategy[] waits) {
        RegionLayout.requireApart(offset);
        this.region = region;
        this.word = offset;
        this.own = offset + Region.APART;
        this.waits = waits;
        this.sleeps = waits[0].sleeps();
    }

    @Override
    public void lock(int party) {
        if (region.getOpaque(word) == FREE && region.compareAndSet(word, FREE, HELD)) { // L1
            return;
        }
        long misses = own + (long) party * Region.APART;
        region.setPlain(misses, region.getPlain(misses) + 1);
        lockHeld(waits[party]);
    }

    private void lockHeld(WaitStrategy wait) {
        for (int attempt = 0; ; attempt++) {
            long seen = region.getOpaque(word);
            if (!sleeps) {
                if (seen == FREE && region.compareAndSet(word, FREE, HELD)) { // L1
                    return;
                }
            } else if (seen == FREE || seen == HELD && attempt >= wait.spins()) {
                if (region.getAndSet(word, SLEEPERS) == FREE) { // L2
                    return;
                }
            }
            wait.idle(attempt);
        }
    }

    /// Takes the lock if it is free.
    public boolean tryLock() {
        return region.getOpaque(word) == FREE && region.compareAndSet(word, FREE, HELD); // L1
    }

    @Override
    public void unlock(int party) {
        unlock();
    }

    /// Gives the lock back, whichever party has it.
    public void unlock() {
        if (!sleeps) {
            region.setRelease(word, FREE); // U1
        } else if (region.getAndSet(word, FREE) == SLEEPERS) { // U2
            for (WaitStrategy wait : waits) {
                wait.signal(); // U3
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
