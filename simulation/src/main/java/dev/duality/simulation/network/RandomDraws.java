// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.network;

import dev.duality.shm.SplitMix64;

/// Random numbers of a key: the same key, the same numbers, on every machine. SplitMix64 over one word.
///
/// For one thread. Logarithms and powers are those of [StrictMath], whose last bit is the same everywhere.
public final class RandomDraws {
    private static final long STEP = 0x9E3779B97F4A7C15L;
    private static final double UNIT = 0x1.0p-53;

    private long state;

    /// Begins anew.
    /// @param key what the numbers are made from
    public RandomDraws begin(long key) {
        state = key;
        return this;
    }

    /// 64 random bits.
    public long bits() {
        long drawn = SplitMix64.of(state);
        state += STEP;
        return drawn;
    }

    /// At least 0, less than 1.
    public double share() {
        return (bits() >>> 11) * UNIT;
    }

    /// One of 0 to `bound` - 1, each as likely as the others but for one part in 2^64 / `bound`.
    /// @param bound 1 or more
    public long below(long bound) {
        return Math.unsignedMultiplyHigh(bits(), bound);
    }

    /// Of the normal law with mean 0 and deviation 1 (Box and Muller's, in Marsaglia's polar form).
    public double normal() {
        while (true) {
            double x = 2 * share() - 1;
            double y = 2 * share() - 1;
            double square = x * x + y * y;
            if (square > 0 && square < 1) {
                return x * StrictMath.sqrt(-2 * StrictMath.log(square) / square);
            }
        }
    }
}
