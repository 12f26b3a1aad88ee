// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.BatchMeans;
import dev.duality.results.Cell;
import dev.duality.results.statistics.Latencies;
import dev.duality.results.statistics.Ratio;
import dev.duality.results.statistics.Spread;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// A cell that was measured, its forks taken together. A load that failed has no numbers here.
///
/// @param forks how many were measured
/// @param failures the loads that failed
/// @param gap of a message row that has a shared row to be compared with
public record Row(
        Cell cell,
        int forks,
        Optional<Closed> closed,
        List<Open> open,
        Optional<Job> job,
        List<Failure> failures,
        Optional<Gap> gap) {
    /// The closed loop.
    ///
    /// @param xFloor time per operation as a multiple of the floor, for a round trip: only with a window of 1
    /// @param boundNanos the least that a round trip can take: the lines that must cross between cores, at half a floor
    ///     each; empty if none must, or nobody has counted
    /// @param batches of the fork in the middle, if they were timed
    /// @param unsteady what the scores say against the warm-up, if they do
    public record Closed(
            Spread opsPerSecond,
            Spread nanosPerOp,
            OptionalDouble xFloor,
            OptionalDouble boundNanos,
            Optional<BatchMeans> batches,
            Optional<String> unsteady,
            Costs costs,
            Grade grade) {
        /// The most operations per second that its bound allows: each worker has as many under way as its window.
        public OptionalDouble boundOpsPerSecond(Cell cell) {
            double most = 1e9 * cell.workers() * cell.window() / boundNanos.orElse(0);
            return Double.isFinite(most) ? OptionalDouble.of(most) : OptionalDouble.empty();
        }
    }

    /// The open loop at one rate. A percentile that the count does not bear is empty.
    ///
    /// @param curve latency by percentile, ascending, as far as the count bears it
    /// @param xFloor the median as a multiple of the floor
    public record Open(
            double targetPerSecond,
            Spread achievedPerSecond,
            long count,
            long minNanos,
            OptionalLong p50Nanos,
            OptionalLong p90Nanos,
            OptionalLong p99Nanos,
            OptionalLong p999Nanos,
            OptionalLong p9999Nanos,
            long maxNanos,
            List<Latencies.Point> curve,
            OptionalDouble xFloor,
            Costs costs,
            Grade grade) {
        public Open {
            curve = List.copyOf(curve);
        }
    }

    /// The fixed job.
    ///
    /// @param speedup T1 over Tn
    /// @param cost the least number of threads, servers included, with which this substrate beats the plain
    ///     specification in one thread; empty if it never did
    /// @param triedThreads the most threads that were tried and had a core each; 0 if none had
    public record Job(
            Spread seconds,
            Spread plainSeconds,
            Ratio speedup,
            OptionalInt cost,
            int triedThreads,
            Costs costs,
            Grade grade) {}

    Row with(Gap found) {
        return new Row(cell, forks, closed, open, job, failures, Optional.of(found));
    }

    Row with(Job other) {
        return new Row(cell, forks, closed, open, Optional.of(other), failures, gap);
    }
}
