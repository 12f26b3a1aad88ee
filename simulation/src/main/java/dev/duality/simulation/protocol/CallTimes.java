// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.protocol;

import java.util.Optional;
import java.util.OptionalLong;

/// The times of calls, as counts of times that differ by less than one part in 128. The same calls give the same
/// answers, in whatever order they are told.
///
/// - **Threads:** any.
public final class CallTimes {
    /// The figures that are told of calls when all have ended.
    ///
    /// @param calls how many there were, at least one
    /// @param halfNanos what half of them did not take longer than
    /// @param highNanos what 99 of 100 did not take longer than
    public record Summary(long calls, long halfNanos, long highNanos) {}

    private static final double HALF = 50;
    private static final double HIGH = 99;
    private static final int BITS = 7; // of a time that are kept behind its highest
    private static final int BELOW = 1 << BITS + 1; // up to here each time is kept as it is

    private final long[] counts = new long[index(Long.MAX_VALUE) + 1];
    private long total;

    /// Adds a call.
    /// @param nanos what is below 0 counts as 0
    public synchronized void add(long nanos) {
        counts[index(Math.max(0, nanos))]++;
        total++;
    }

    /// The number of calls.
    public synchronized long count() {
        return total;
    }

    /// The time that so many of a hundred calls did not take longer than, in nanoseconds.
    /// @param percentile above 0, at most 100
    /// @return empty if there were no calls
    public synchronized OptionalLong percentile(double percentile) {
        if (!(percentile > 0 && percentile <= 100)) {
            throw new IllegalArgumentException("a percentile is above 0 and at most 100, not " + percentile);
        }
        long wanted = Math.max(1, (long) Math.ceil(percentile / 100 * total));
        long seen = 0;
        for (int index = 0; index < counts.length; index++) {
            seen += counts[index];
            if (total > 0 && seen >= wanted) {
                return OptionalLong.of(highest(index));
            }
        }
        return OptionalLong.empty();
    }

    /// Empty if there were no calls.
    public synchronized Optional<Summary> summary() {
        return total == 0
                ? Optional.empty()
                : Optional.of(new Summary(
                        total, percentile(HALF).orElseThrow(), percentile(HIGH).orElseThrow()));
    }

    private static int index(long nanos) {
        if (nanos < BELOW) {
            return (int) nanos;
        }
        int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos) - BITS;
        return (shift << BITS) + (int) (nanos >>> shift);
    }

    /// The longest of the times that are counted at one place.
    private static long highest(int index) {
        if (index < BELOW) {
            return index;
        }
        int shift = (index >>> BITS) - 1;
        long first = (long) (index - (shift << BITS)) << shift;
        return first + (1L << shift) - 1;
    }
}
