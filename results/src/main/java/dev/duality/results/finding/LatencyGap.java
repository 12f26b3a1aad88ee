// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.statistics.Ratio;
import java.util.List;

/// The cost of messages in latency at a steady rate, percentile by percentile.
///
/// @param pair the message row and the shared row
/// @param targetPerSecond the rate at which both have an open loop
/// @param points those that stand on both sides and the clock can tell
/// @param worstMessageNanos the worst value of the message row; a maximum has no interval, and no ratio is made of two
/// @param worstSharedNanos the same of the shared row
public record LatencyGap(
        Verdict.Pair pair, double targetPerSecond, List<Point> points, long worstMessageNanos, long worstSharedNanos) {
    /// One percentile.
    ///
    /// @param percentile such as 99.9
    /// @param ratio latency of messages over that of shared memory
    public record Point(double percentile, Ratio ratio) {
        /// Such as `p99.9 1.90 x [1.80, 2.10]`.
        public String text() {
            return name() + " " + ratio.text();
        }

        /// Such as `p99.9`.
        public String name() {
            return "p"
                    + (percentile == Math.rint(percentile)
                            ? String.valueOf((int) percentile)
                            : String.valueOf(percentile));
        }
    }

    public LatencyGap {
        points = List.copyOf(points);
    }
}
