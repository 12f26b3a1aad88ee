// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.mapreduce;

/// The schedule of tries, in turns: after one, then after two, four, eight ... So what takes long to leave is not sent
/// faster than it leaves, however long that is, and what is lost is sent again after twice as long as it was away at
/// most.
final class Retries {
    private static final long LONGEST = 1L << 40;

    private long turns = 1; // until the next
    private long left = 1;

    /// It was tried just now, for the first time.
    void begin() {
        turns = 1;
        left = 1;
    }

    /// The first try comes with the next turn.
    void now() {
        turns = 0;
        left = 1;
    }

    /// A turn has come.
    /// @return whether it is time to try again
    boolean isDue() {
        if (--left > 0) {
            return false;
        }
        turns = turns == 0 ? 1 : Math.min(LONGEST, 2 * turns);
        left = turns;
        return true;
    }
}
