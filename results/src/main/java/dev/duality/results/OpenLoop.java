// SPDX-License-Identifier: Apache-2.0
package dev.duality.results;

import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;

/// Operations that start by a schedule. Latency counts from the intended start, in nanoseconds.
///
/// @param targetPerSecond the schedule, of all workers together
/// @param achievedPerSecond what came of it
/// @param count operations whose latency was recorded
/// @param histogram name of the histogram's file, as the run's folder gave it when it stored the histogram
public record OpenLoop(
        double targetPerSecond,
        double achievedPerSecond,
        long count,
        long minNanos,
        long p50Nanos,
        long p90Nanos,
        long p99Nanos,
        long p999Nanos,
        long p9999Nanos,
        long maxNanos,
        String histogram,
        Usage usage) {
    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._,=+@-]{0,245}\\.hlog");

    public OpenLoop {
        Require.positive("targetPerSecond", targetPerSecond);
        Require.measure("achievedPerSecond", achievedPerSecond);
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
        if (!FILE.matcher(Require.present("histogram", histogram)).matches()) {
            throw new IllegalArgumentException(
                    "histogram is \"" + histogram + "\", but must be the plain name of a .hlog file");
        }
        Require.present("usage", usage);
    }

    /// Takes count and percentiles from a histogram of nanoseconds.
    public static OpenLoop of(
            double targetPerSecond, double achievedPerSecond, Histogram nanos, String file, Usage usage) {
        return new OpenLoop(
                targetPerSecond,
                achievedPerSecond,
                nanos.getTotalCount(),
                nanos.getMinValue(),
                nanos.getValueAtPercentile(50),
                nanos.getValueAtPercentile(90),
                nanos.getValueAtPercentile(99),
                nanos.getValueAtPercentile(99.9),
                nanos.getValueAtPercentile(99.99),
                nanos.getMaxValue(),
                file,
                usage);
    }
}
