// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;

/// The ratios of two rows' latencies, percentile by percentile: of the merged histograms of their forks, never of an
/// average of percentiles. The interval draws forks with replacement and merges what was drawn.
public final class PercentileRatios {
    private static final int DRAWS = 1_000;

    private final double[] percentiles;

    private PercentileRatios(double[] percentiles) {
        this.percentiles = percentiles;
    }

    /// @param above the latencies above the line, by fork number
    /// @param below those below the line; forks with the same number ran in the same round
    /// @param percentiles 100 is the worst
    /// @param seed of the resampling: the same seed gives the same intervals
    /// @return one for each percentile
    public static List<Ratio> of(
            SortedMap<Integer, Histogram> above, SortedMap<Integer, Histogram> below, double[] percentiles, long seed) {
        return new PercentileRatios(percentiles)
                .of(
                        List.copyOf(above.values()),
                        List.copyOf(below.values()),
                        above.keySet().equals(below.keySet()),
                        seed);
    }

    private List<Ratio> of(List<Histogram> above, List<Histogram> below, boolean paired, long seed) {
        double[] found = ratios(merged(above, all(above.size())), merged(below, all(below.size())));
        int forks = Math.min(above.size(), below.size());
        List<Interval> intervals = forks < 2 ? List.of() : Resampling.middle(drawn(above, below, paired, seed));
        List<Ratio> ratios = new ArrayList<>();
        for (int i = 0; i < found.length; i++) {
            ratios.add(
                    new Ratio(found[i], intervals.isEmpty() ? Optional.empty() : Optional.of(intervals.get(i)), forks));
        }
        return List.copyOf(ratios);
    }

    private double[][] drawn(List<Histogram> above, List<Histogram> below, boolean paired, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        // few forks give few different draws, and merging is what takes time
        Map<List<Integer>, double[]> tops = new HashMap<>();
        Map<List<Integer>, double[]> bottoms = new HashMap<>();
        double[][] drawn = new double[DRAWS][];
        for (int draw = 0; draw < DRAWS; draw++) {
            List<Integer> top = times(random, above.size());
            List<Integer> bottom = paired ? top : times(random, below.size());
            drawn[draw] = ratios(
                    tops.computeIfAbsent(top, times -> merged(above, times)),
                    bottoms.computeIfAbsent(bottom, times -> merged(below, times)));
        }
        return drawn;
    }

    private static double[] ratios(double[] above, double[] below) {
        double[] ratios = new double[above.length];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = above[i] / below[i];
        }
        return ratios;
    }

    /// How often each fork is drawn.
    private static List<Integer> times(SplittableRandom random, int forks) {
        Integer[] times = new Integer[forks];
        Arrays.fill(times, 0);
        for (int i = 0; i < forks; i++) {
            times[random.nextInt(forks)]++;
        }
        return List.of(times);
    }

    private static List<Integer> all(int forks) {
        Integer[] once = new Integer[forks];
        Arrays.fill(once, 1);
        return List.of(once);
    }

    private double[] merged(List<Histogram> forks, List<Integer> times) {
        Histogram merged = new Histogram(3);
        for (int fork = 0; fork < times.size(); fork++) {
            for (int i = 0; i < times.get(fork); i++) {
                merged.add(forks.get(fork));
            }
        }
        return Arrays.stream(percentiles)
                .map(percentile -> Math.max(1, merged.getValueAtPercentile(percentile))) // what others are divided by
                .toArray();
    }
}
