// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// The word that a sleeper and its signallers share, with room around it.
abstract class ParkWaitBefore extends Wait {
    @SuppressWarnings("unused")
    private long b0, b1, b2, b3, b4, b5, b6, b7, b8, b9, b10, b11, b12, b13, b14, b15;
}

abstract class ParkWaitWord extends ParkWaitBefore {
    Thread owner; // written before `asleep` becomes true, read after it was seen true
    long asleep; // only through ASLEEP; a long, because a smaller field would move into the gap behind the header
}

/// Spins, then sleeps until it is signalled.
final class ParkWait extends ParkWaitWord {
    /* `asleep` is set by the owner only, and cleared by whoever comes first: a signaller that wakes it, or the owner
     * itself. Tried by ParkWaitTest.
     *
     *   owner      O1 volatile asleep = 1    O2 looks at its condition    O3 parks while asleep
     *   signaller  S1 makes it hold, fence   S2 sees asleep = 1           S3 clears it, unparks
     *
     * No wake-up is lost: O1 and O2, and S1 and S2, are ordered by a full fence each, so either O2 sees what S1 made
     * or S2 sees the 1 of O1. In the second case O3 finds `asleep` 0, or its permit.
     * Weaker breaks it: without the fence in S1 its store may pass the load of S2, and both sides miss each other.
     * Stronger is waste: after S2 the compare-and-set is only there so that one signaller unparks, not all.
     */
    private static final VarHandle ASLEEP = ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "asleep", VarHandle.class, ParkWaitWord.class, long.class);

    /// A sleep ends after this at the latest, so that an interrupt or a broken promise to signal is noticed.
    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    @SuppressWarnings("unused")
    private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

    @Override
    public void idle(int turn) {
        if (turn == 0 && (long) ASLEEP.getOpaque(this) != 0) {
            ASLEEP.setOpaque(this, 0L); // left from a wait whose condition held at O2
        }
        if (turn < SPINS) {
            Thread.onSpinWait();
        } else if ((long) ASLEEP.getOpaque(this) == 0) {
            owner = Thread.currentThread();
            ASLEEP.setVolatile(this, 1L); // O1; O2 is the caller's
        } else {
            LockSupport.parkNanos(this, LONGEST_NANOS); // O3
            stopIfInterrupted();
        }
    }

    @Override
    public void signal() {
        VarHandle.fullFence(); // S1
        if ((long) ASLEEP.getAcquire(this) != 0) { // S2
            Thread sleeper = owner;
            if (ASLEEP.compareAndSet(this, 1L, 0L)) { // S3
                LockSupport.unpark(sleeper);
            }
        }
    }

    @Override
    public boolean sleeps() {
        return true;
    }
}
