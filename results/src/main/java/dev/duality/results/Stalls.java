// SPDX-License-Identifier: Apache-2.0
package dev.duality.results;

/// Stretches of time in which a thread that never gave its core away got nothing done: under a load, or by a thread
/// that only reads the clock. The difference between the two is the load's, the rest is the host's.
///
/// @param seconds how long it was watched, all watched threads added up
/// @param count stretches longer than [#LEAST_NANOS]
/// @param stalledSeconds how long they were together
/// @param longestNanos the longest of them; 0 if there was none
public record Stalls(double seconds, long count, double stalledSeconds, long longestNanos) {
    /// The least length of a stall, in nanoseconds.
    public static final long LEAST_NANOS = 100_000;

    public Stalls {
        Require.positive("seconds", seconds);
        Require.atLeast("count", 0, count);
        Require.measure("stalledSeconds", stalledSeconds);
        Require.atLeast("longestNanos", 0, longestNanos);
    }

    public double perSecond() {
        return count / seconds;
    }
}
