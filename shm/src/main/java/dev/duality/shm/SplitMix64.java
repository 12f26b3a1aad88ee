// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm;

/// Spreads the bits of a word: the finaliser of SplitMix64 (Steele, Lea and Flood, "Fast Splittable Pseudorandom
/// Number Generators", 2014). A bijection, so different words stay different.
public final class SplitMix64 {
    private SplitMix64() {}

    public static long of(long word) {
        long z = word + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /// Spreads two words into one.
    public static long of(long first, long second) {
        return of(of(first) + second);
    }
}
