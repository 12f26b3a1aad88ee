// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.HdrHistogram.Histogram;

/// The latencies of all forks of a row, in one histogram.
public final class Latencies {
    /// A percentile needs this many values beyond it in every fork, so that p99.9 needs 10,000 values and p99.99 needs
    /// 100,000 (docs/measuring.md, rule 16); p99 needs 1,000 by the same measure, and p50 needs 20.
    private static final double VALUES_BEYOND = 10;

    /// The number of percentiles of the curve within each halving of what is left above, as HdrHistogram has them.
    private static final int TICKS = 5;

    private static final double ROUNDING = 1e-9;
    private static final double[] NAMED = {90, 99, 99.9, 99.99};

    private final Histogram merged = new Histogram(3);
    private final long leastCount;

    private Latencies(List<Histogram> forks) {
        forks.forEach(merged::add);
        leastCount = forks.stream().mapToLong(Histogram::getTotalCount).min().orElseThrow();
    }

    /// @param forks one per fork, at least one, in nanoseconds
    public static Latencies merge(List<Histogram> forks) {
        return new Latencies(forks);
    }

    /// @param percentile such as 99.9
    /// @return empty where the fork with the fewest values does not bear it
    public OptionalLong percentile(double percentile) {
        return bears(leastCount, percentile)
                ? OptionalLong.of(merged.getValueAtPercentile(percentile))
                : OptionalLong.empty();
    }

    /// One point of the curve.
    ///
    /// @param percentile such as 99.9
    public record Point(double percentile, long nanos) {}

    /// Latency by percentile, ascending, as far as the fork with the fewest values bears them: five percentiles within
    /// each halving of what is left above, and those that have a name.
    public List<Point> curve() {
        NavigableSet<Double> percentiles = new TreeSet<>();
        for (double level = 0; bears(leastCount, level); ) {
            percentiles.add(level);
            int halvings = (int) (Math.log(100 / (100 - level)) / Math.log(2) + ROUNDING) + 1;
            level += 100 / (TICKS * Math.pow(2, halvings));
        }
        Arrays.stream(NAMED).filter(level -> bears(leastCount, level)).forEach(percentiles::add);
        return percentiles.stream()
                .map(level -> new Point(level, merged.getValueAtPercentile(level)))
                .toList();
    }

    /// Whether so many values of one fork say anything about the percentile.
    public static boolean bears(long count, double percentile) {
        // In millionths of a percent, for 100 - 99.9 is not quite 0.1.
        long beyond = Math.round((100 - percentile) * 1e6);
        return (double) count * beyond >= VALUES_BEYOND * 100e6;
    }

    public long count() {
        return merged.getTotalCount();
    }

    public long lowest() {
        return merged.getMinValue();
    }

    /// The worst value of all forks: always worth showing.
    public long highest() {
        return merged.getMaxValue();
    }
}
