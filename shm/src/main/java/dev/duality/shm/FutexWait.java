// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm;

import java.lang.ref.Reference;
import java.util.concurrent.TimeUnit;

/// Spins, then sleeps until it is signalled, by any process that maps the same word.
final class FutexWait extends WaitStrategy {
    /* The word is set by the owner only, and cleared by whoever comes first: a signaller that wakes the owner, or the
     * owner itself. Tried by FutexWaitStress, and by FutexWaitTest over two mappings of one file.
     *
     *   owner      O1 release asleep = 1, fence   O2 looks at its condition   O3 sleeps, if the kernel sees it 1
     *   signaller  S1 makes it hold, fence        S2 sees asleep = 1          S3 clears it   S4 wakes by the kernel
     *
     * No wake-up is lost: O1 and O2, and S1 and S2, are ordered by a full fence each, so either O2 sees what S1 made
     * or S2 sees the 1 of O1. In the second case S3 comes before the kernel's look in O3, which then does not sleep, or
     * after it, and then S4 finds the sleeper: the kernel looks and queues in one step as far as S4 can see.
     * Who is woken may look once as if nothing had been made. It then finds the 0 of S3, says O1 again, and looks behind
     * that fence; or it goes to sleep on a 1 that it still sees, and the kernel, which sees the 0, sends it back. So
     * there is no exchange as in ParkWait, whose park knows nothing of the word.
     * Weaker breaks it: without either fence a store may pass the load behind it, and both sides miss each other. With
     * S4 before S3 the owner may be woken, see the 1 that is still there, and sleep again.
     * Stronger is waste: the compare-and-set of S3 is only there so that one signaller calls the kernel, not all.
     */
    private static final long ASLEEP = 0;

    /// A sleep ends after this at the latest, so that an interrupt, or a signaller that was killed, is noticed.
    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final SegmentRegion region;
    private final Futex futex;
    private final int first; // pauses
    private final long longestNanos;

    /// @param region with a word at 0 that is 0 at first, mapped by all who wait or signal
    /// @param first how many pauses a wait begins with
    FutexWait(Region region, int first) {
        this(region, first, LONGEST_NANOS);
    }

    /// @param longestNanos the longest sleep; tests take one that a forgotten sleeper does not survive
    FutexWait(Region region, int first, long longestNanos) {
        this.region = (SegmentRegion) region;
        this.futex = Futex.ofThisSystem();
        this.first = first;
        this.longestNanos = longestNanos;
    }

    @Override
    int pauses(int attempt) {
        return attempt == 0 ? first : attempt < SPINS ? 1 : 0;
    }

    @Override
    public void idle(int attempt) {
        idle(attempt, longestNanos);
    }

    @Override
    public void idle(int attempt, long atMostNanos) {
        if (attempt == 0 && region.getOpaque(ASLEEP) != 0) {
            region.setOpaque(ASLEEP, 0); // left from a wait whose condition held at O2
        }
        if (attempt < SPINS) {
            pause(pauses(attempt));
        } else if (region.getOpaque(ASLEEP) == 0) {
            region.setRelease(ASLEEP, 1);
            region.fullFence(); // O1; O2 is the caller's
        } else {
            try {
                futex.sleep(region.address(ASLEEP), 1, Math.min(atMostNanos, longestNanos)); // O3
            } finally {
                Reference.reachabilityFence(region);
            }
            stopIfInterrupted();
        }
    }

    @Override
    public void signal() {
        region.fullFence(); // S1
        if (region.getOpaque(ASLEEP) != 0 && region.compareAndSet(ASLEEP, 1, 0)) { // S2, S3
            try {
                futex.wake(region.address(ASLEEP)); // S4
            } finally {
                Reference.reachabilityFence(region);
            }
        }
    }

    @Override
    public boolean sleeps() {
        return true;
    }
}
