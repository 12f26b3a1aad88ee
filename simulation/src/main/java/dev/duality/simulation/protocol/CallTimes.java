// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.protocol;

import java.util.Optional;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;

/// The times of calls, in a histogram of three digits, as that of an open loop is. The same calls give the same
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
    private static final int DIGITS = 3;

    private final Histogram nanosOfCalls = new Histogram(DIGITS);

    /// Adds a call.
    /// @param nanos what is below 0 counts as 0
    public synchronized void add(long nanos) {
        nanosOfCalls.recordValue(Math.max(0, nanos));
    }

    /// The number of calls.
    public synchronized long count() {
        return nanosOfCalls.getTotalCount();
    }

    /// The time that so many of a hundred calls did not take longer than, in nanoseconds.
    /// @param percentile above 0, at most 100
    /// @return empty if there were no calls
    public synchronized OptionalLong percentile(double percentile) {
        if (!(percentile > 0 && percentile <= 100)) {
            throw new IllegalArgumentException("a percentile is above 0 and at most 100, not " + percentile);
        }
        return count() == 0 ? OptionalLong.empty() : OptionalLong.of(nanosOfCalls.getValueAtPercentile(percentile));
    }

    /// Empty if there were no calls.
    public synchronized Optional<Summary> summary() {
        return count() == 0
                ? Optional.empty()
                : Optional.of(new Summary(
                        count(), nanosOfCalls.getValueAtPercentile(HALF), nanosOfCalls.getValueAtPercentile(HIGH)));
    }
}
