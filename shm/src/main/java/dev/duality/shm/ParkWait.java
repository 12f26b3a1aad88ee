// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// The word that a sleeper and its signallers share, with room around it.
abstract class ParkWaitBefore extends WaitStrategy {
    @SuppressWarnings("unused")
    private long b0, b1, b2, b3, b4, b5, b6, b7, b8, b9, b10, b11, b12, b13, b14, b15;

    @SuppressWarnings("unused")
    private int b16; // fills the gap behind the header; otherwise `owner` would move there
}

abstract class ParkWaitWord extends ParkWaitBefore {
    Thread owner; // written before `asleep` becomes true, read after it was seen true
    long asleep; // only through ASLEEP
}

/// Spins, then sleeps until it is signalled.
final class ParkWait extends ParkWaitWord {
    /* `asleep` is set by the owner only, and cleared by whoever comes first: a signaller that wakes it, or the owner
     * itself. Tried by ParkWaitStress and ParkWaitTest.
     *
     *   owner      O1 release asleep = 1, fence   O2 looks at its condition   O3 parks while asleep
     *   signaller  S1 makes it hold, fence        S2 sees asleep = 1          S3 clears it, unparks
     *
     * No wake-up is lost: O1 and O2, and S1 and S2, are ordered by a full fence each, so either O2 sees what S1 made
     * or S2 sees the 1 of O1. In the second case O3 finds `asleep` 0, or its permit. S3 reads who sleeps only after it
     * has cleared the 1: read before, it might be an earlier owner's name beside the 1 of a later one.
     * Weaker breaks it: without either fence a store may pass the load behind it, and both sides miss each other; a
     * volatile store is no such fence, because O2 may look in a weaker mode.
     * Stronger is waste: the compare-and-set of S3 is only there so that one signaller unparks, not all.
     */
    private static final VarHandle ASLEEP = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "asleep", VarHandle.class, ParkWaitWord.class, long.class);

    /// A sleep ends after this at the latest, so that an interrupt or a broken promise to signal is noticed.
    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    @SuppressWarnings("unused")
    private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

    private final long longestNanos;

    ParkWait() {
        this(LONGEST_NANOS);
    }

    /// @param longestNanos the longest sleep; tests take one that a forgotten sleeper does not survive
    ParkWait(long longestNanos) {
        this.longestNanos = longestNanos;
    }

    @Override
    public void idle(int attempt) {
        idle(attempt, longestNanos);
    }

    @Override
    public void idle(int attempt, long atMostNanos) {
        if (attempt == 0 && (long) ASLEEP.getOpaque(this) != 0) {
            ASLEEP.setOpaque(this, 0L); // left from a wait whose condition held at O2
        }
        if (attempt < SPINS) {
            pause(attempt);
        } else if ((long) ASLEEP.getOpaque(this) == 0) {
            owner = Thread.currentThread();
            ASLEEP.setRelease(this, 1L);
            VarHandle.fullFence(); // O1; O2 is the caller's
        } else {
            LockSupport.parkNanos(this, Math.min(atMostNanos, longestNanos)); // O3
            stopIfInterrupted();
        }
    }

    @Override
    public void signal() {
        VarHandle.fullFence(); // S1
        if ((long) ASLEEP.getOpaque(this) != 0 && ASLEEP.compareAndSet(this, 1L, 0L)) { // S2, S3
            LockSupport.unpark(owner);
        }
    }

    @Override
    public boolean sleeps() {
        return true;
    }
}
