// SPDX-License-Identifier: Apache-2.0
package dev.duality.baselines;

import dev.duality.shm.Padding;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// The fields that the receiver writes, and others read.
abstract class TakenFields extends Padding {
    long own; // of the receiver
    long sum; // plain, published by `count`
    long count; // only through COUNT
}

/// The number of payloads that a receiver has taken, and the sum of their numbers: bounds how far senders get ahead
/// where a library has no bound, and is the digest of a kernel.
///
/// - **Threads:** one adds, any reads.
/// - **Ordering:** the sum of the first `n` payloads is there when [#count()] is `n` and nothing more is on its way.
final class Taken extends TakenFields {
    /* The receiver alone writes `own`, `sum` and `count`; others read `count`, and `sum` when nothing is under way.
     *
     *   receiver  T1 sum = its sum       T2 release count = how many
     *   reader    L1 acquire count, is it all that was sent?     L2 reads sum
     *
     * L2 reads the sum of all: L1 sees the last T2, so its T1 happens-before L2, and no later T1 exists.
     * Weaker breaks it: with T2 or L1 opaque, L2 may read an older sum.
     * Stronger is waste: nobody stores, then decides by, a word of the other.
     * Tried by RoundTripWorkloadTest and OneWayWorkloadTest, whose verification compares the sum.
     */
    private static final VarHandle COUNT = handle();

    @SuppressWarnings("unused")
    private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

    private static VarHandle handle() {
        try {
            return MethodHandles.lookup().findVarHandle(TakenFields.class, "count", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /// Called by the one receiver.
    void add(int more) {
        add(more, 0);
    }

    /// Called by the one receiver.
    /// @param total of the numbers of all payloads so far
    void add(int more, long total) {
        sum = total; // T1
        own += more;
        COUNT.setRelease(this, own); // T2
    }

    /// The number taken so far.
    long count() {
        return (long) COUNT.getAcquire(this); // L1
    }

    /// The sum of their numbers.
    long sum() {
        return sum; // L2
    }
}
