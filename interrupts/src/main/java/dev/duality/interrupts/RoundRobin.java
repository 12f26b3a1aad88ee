// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts;

/// Takes turns among those who wait: the next one after the last, and round again. For one thread.
public final class RoundRobin {
    private int last = Long.SIZE - 1;

    /// Gives the turn to the next one.
    /// @param waiting a bit for each of those who wait, at least one
    /// @return its number
    public int next(long waiting) {
        long after = waiting & -1L << last << 1; // two shifts: a shift by 64 would be one by 0
        last = Long.numberOfTrailingZeros(after != 0 ? after : waiting);
        return last;
    }
}
