// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

import dev.duality.results.OpenLoop;
import java.util.Arrays;
import java.util.List;
import org.HdrHistogram.Histogram;

/// From how many separate events the values beyond a percentile come: a stall of a millisecond is a hundred values at
/// 100,000 operations a second, and one event.
final class StretchCounter {
    /// Those that a row shows.
    private static final double[] PERCENTILES = {50, 90, 99, 99.9, 99.99};

    private StretchCounter() {}

    /// Counts for each percentile that has a name. Two stretches are apart by a millisecond of the schedule, or more,
    /// in which no operation was to start that took longer.
    /// @param worst the longest latency of each millisecond of the schedule
    static List<OpenLoop.Beyond> beyond(Histogram nanos, long[] worst) {
        return Arrays.stream(PERCENTILES)
                .mapToObj(percentile ->
                        new OpenLoop.Beyond(percentile, count(worst, nanos.getValueAtPercentile(percentile))))
                .toList();
    }

    /// @param most what is not beyond
    static int count(long[] worst, long most) {
        int stretches = 0;
        boolean within = false;
        for (long nanos : worst) {
            boolean beyond = nanos > most;
            if (beyond && !within) {
                stretches++;
            }
            within = beyond;
        }
        return stretches;
    }
}
