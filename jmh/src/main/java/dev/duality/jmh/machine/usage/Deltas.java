// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.machine.usage;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;

/// Differences of two readings of a count that only grows; empty if one of the readings is not there, and never
/// negative: some kernels correct a count downwards.
public final class Deltas {
    private Deltas() {}

    /// @param before what the JVM said; negative if it does not tell
    public static OptionalLong between(long before, long after) {
        return before < 0 || after < 0 ? OptionalLong.empty() : OptionalLong.of(Math.max(0, after - before));
    }

    public static OptionalLong between(OptionalLong before, OptionalLong after) {
        return before.isEmpty() || after.isEmpty()
                ? OptionalLong.empty()
                : between(before.getAsLong(), after.getAsLong());
    }

    public static <T> OptionalLong between(Optional<T> before, Optional<T> after, ToLongFunction<T> part) {
        return before.isEmpty() || after.isEmpty()
                ? OptionalLong.empty()
                : between(part.applyAsLong(before.get()), part.applyAsLong(after.get()));
    }
}
