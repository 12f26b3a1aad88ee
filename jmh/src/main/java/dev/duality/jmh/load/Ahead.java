// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

/// The operations that a worker elsewhere may do beyond those that it was asked for, so that it need not wait for who
/// stands for it here. It ends them all before the iteration does, so they are kept few: 64 at least, and beyond that
/// no more than it does in a twentieth of a second when their number is raised, or in a tenth before it is lowered. One
/// whose operations are trips between hosts would go on for minutes otherwise. For one thread.
final class Ahead {
    static final long LEAST = 64;
    static final long MOST = 1 << 16;

    private static final long NANOS = 50_000_000;

    private long operations = LEAST;
    private long doneBefore;
    private long nanosBefore;
    private boolean begun;

    /// It rests; what it does from the next question on counts.
    void rest() {
        begun = false;
    }

    /// @param done how many operations it has done
    /// @param idle whether it has done all that it was allowed to
    /// @param nanos the time now
    long next(long done, boolean idle, long nanos) {
        if (!begun) {
            begun = true;
            doneBefore = done;
            nanosBefore = nanos;
            return operations;
        }
        double inTime = (double) (done - doneBefore) * NANOS / Math.max(1, nanos - nanosBefore);
        if (idle && 2 * operations <= Math.min(MOST, inTime)) {
            operations *= 2;
        } else if (operations > LEAST && operations > 2 * inTime) {
            operations /= 2;
        }
        return operations;
    }
}
