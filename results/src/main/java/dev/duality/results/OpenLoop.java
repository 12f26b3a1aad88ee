// SPDX-License-Identifier: Apache-2.0
package dev.duality.results;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;

/// Operations that start by a schedule. Latency counts from the intended start, in nanoseconds.
///
/// @param targetPerSecond the schedule, of all workers together
/// @param achievedPerSecond what came of it
/// @param behindNanos how far a backlog has grown by the end: the least lateness of issue in the last tenth of the
///     schedule, as far as most tenths were later than those before. Stalls do not show here. Of a loop that was given
///     up it is how late it was then.
/// @param started when the measured part began
/// @param count operations whose latency was recorded
/// @param beyond for each percentile that has a name from how many disjoint stretches the values beyond it come
/// @param stalls of its threads
/// @param histogram name of the histogram's file, as the run's folder gave it when it stored the histogram
/// @param probes the floor before and after it
public record OpenLoop(
        double targetPerSecond,
        double achievedPerSecond,
        long behindNanos,
        Instant started,
        long count,
        long minNanos,
        long p50Nanos,
        long p90Nanos,
        long p99Nanos,
        long p999Nanos,
        long p9999Nanos,
        long maxNanos,
        List<Beyond> beyond,
        Stalls stalls,
        String histogram,
        Optional<FloorProbes> probes,
        Usage usage) {
    /// The number of separate events that the values beyond a percentile come from: one stall can be a thousand values.
    ///
    /// @param percentile such as 99.9
    /// @param stretches maximal runs of operations beyond it, in the order of their intended starts, a millisecond
    /// apart
    public record Beyond(double percentile, int stretches) {
        public Beyond {
            Require.measure("percentile", percentile);
            Require.atLeast("stretches", 0, stretches);
        }
    }

    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._,=+@-]{0,245}\\.hlog");

    public OpenLoop {
        Require.positive("targetPerSecond", targetPerSecond);
        Require.measure("achievedPerSecond", achievedPerSecond);
        Require.atLeast("behindNanos", 0, behindNanos);
        Require.present("started", started);
        Require.atLeast("count", 1, count);
        long[] ascending = {minNanos, p50Nanos, p90Nanos, p99Nanos, p999Nanos, p9999Nanos, maxNanos};
        long before = 0;
        for (long nanos : ascending) {
            if (nanos < before) {
                throw new IllegalArgumentException(
                        "latencies must ascend from 0, but %d ns follows %d ns".formatted(nanos, before));
            }
            before = nanos;
        }
        beyond = Require.list("beyond", beyond);
        Require.present("stalls", stalls);
        if (!FILE.matcher(Require.present("histogram", histogram)).matches()) {
            throw new IllegalArgumentException(
                    "histogram is \"" + histogram + "\", but must be the plain name of a .hlog file");
        }
        Require.optional("probes", probes);
        Require.present("usage", usage);
    }

    /// Takes count and percentiles from a histogram of nanoseconds.
    public static OpenLoop of(
            double targetPerSecond,
            double achievedPerSecond,
            long behindNanos,
            Instant started,
            Histogram nanos,
            List<Beyond> beyond,
            Stalls stalls,
            String file,
            Optional<FloorProbes> probes,
            Usage usage) {
        return new OpenLoop(
                targetPerSecond,
                achievedPerSecond,
                behindNanos,
                started,
                nanos.getTotalCount(),
                nanos.getMinValue(),
                nanos.getValueAtPercentile(50),
                nanos.getValueAtPercentile(90),
                nanos.getValueAtPercentile(99),
                nanos.getValueAtPercentile(99.9),
                nanos.getValueAtPercentile(99.99),
                nanos.getMaxValue(),
                beyond,
                stalls,
                file,
                probes,
                usage);
    }
}
