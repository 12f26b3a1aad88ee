// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm;

import java.util.concurrent.TimeUnit;

/// The fields that its owner and a signaller write beside the word, with room around them.
abstract class ParkWaitBefore extends WaitStrategy {
    @SuppressWarnings("unused")
    private long b0, b1, b2, b3, b4, b5, b6, b7, b8, b9, b10, b11, b12, b13, b14, b15;

    @SuppressWarnings("unused")
    private int b16; // fills the gap behind the header; otherwise `owner` would move there
}

abstract class ParkWaitOwner extends ParkWaitBefore {
    Object owner; // written before `asleep` becomes true, read after it was seen true
}

/// Spins, then sleeps until it is signalled, in the way that its [Parking] has.
final class ParkWait extends ParkWaitOwner {
    /* `asleep` is set by the owner only, and cleared by whoever comes first: a signaller that wakes it, or the owner
     * itself. Tried by ParkWaitStress and ParkWaitTest.
     *
     *   owner      O1 release asleep = 1, fence   O2 looks at its condition   O3 parks while asleep   O4 exchange for 0
     *   signaller  S1 makes it hold, fence        S2 sees asleep = 1          S3 clears it, unparks
     *
     * No wake-up is lost: O1 and O2, and S1 and S2, are ordered by a full fence each, so either O2 sees what S1 made
     * or S2 sees the 1 of O1. In the second case O3 finds `asleep` 0, or its permit. S3 reads who sleeps only after it
     * has cleared the 1: read before, it might be an earlier owner's name beside the 1 of a later one.
     * Who is woken looks once more, and sees what S1 made: O4 sees the 0 of S3, which is a release. Java does not say
     * that an unpark happens-before the return of the park that it ends.
     * Weaker breaks it: without O4 the owner may look as if nothing had been made to hold, and sleep again, though
     * nobody will wake it; without either fence a store may pass the load behind it, and both sides miss each other; a
     * volatile store is no such fence, because O2 may look in a weaker mode.
     * Stronger is waste: the compare-and-set of S3 is only there so that one signaller unparks, not all.
     */
    /// A sleep ends after this at the latest, so that an interrupt or a broken promise to signal is noticed.
    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    @SuppressWarnings("unused")
    private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

    private final Region region;
    private final long asleep;
    private final Parking parking;
    private final int spins;
    private final long longestNanos;
    private final int first; // pauses

    /// @param first how many pauses a wait begins with
    ParkWait(int first) {
        this(first, LONGEST_NANOS);
    }

    /// @param longestNanos the longest sleep; tests take one that a forgotten sleeper does not survive
    ParkWait(int first, long longestNanos) {
        this(Region.allocate(2L * Region.APART), Region.APART, Parking.ofThisMachine(), first, longestNanos);
    }

    /// @param asleep where a word of the region is that nobody else uses, and that is 0
    ParkWait(Region region, long asleep, Parking parking) {
        this(region, asleep, parking, Kind.PARK.usualPauses(), LONGEST_NANOS);
    }

    /// @param first how many pauses a wait begins with
    ParkWait(Region region, long asleep, Parking parking, int first) {
        this(region, asleep, parking, first, LONGEST_NANOS);
    }

    /// @param longestNanos the longest sleep
    ParkWait(Region region, long asleep, Parking parking, int first, long longestNanos) {
        this.region = region;
        this.asleep = asleep;
        this.parking = parking;
        this.spins = parking.spins();
        this.first = first;
        this.longestNanos = longestNanos;
    }

    /// Whether the owner has said that it will sleep, and nobody has cleared that since.
    boolean isAsleep() {
        return region.getOpaque(asleep) != 0;
    }

    @Override
    int pauses(int attempt) {
        return attempt == 0 ? first : attempt < spins ? 1 : 0;
    }

    @Override
    public void idle(int attempt) {
        idle(attempt, longestNanos);
    }

    @Override
    public void idle(int attempt, long atMostNanos) {
        if (attempt == 0 && region.getOpaque(asleep) != 0) {
            region.setOpaque(asleep, 0); // left from a wait whose condition held at O2
        }
        if (attempt < spins) {
            pause(pauses(attempt));
        } else if (region.getOpaque(asleep) == 0) {
            owner = parking.current();
            region.setRelease(asleep, 1);
            region.fullFence(); // O1; O2 is the caller's
        } else {
            parking.park(Math.min(atMostNanos, longestNanos)); // O3
            region.getAndSet(asleep, 0); // O4
            stopIfInterrupted();
        }
    }

    @Override
    public void signal() {
        region.fullFence(); // S1
        if (region.getOpaque(asleep) != 0 && region.compareAndSet(asleep, 1, 0)) { // S2, S3
            parking.unpark(owner);
        }
    }

    @Override
    public int spins() {
        return spins;
    }

    @Override
    public boolean sleeps() {
        return true;
    }
}
