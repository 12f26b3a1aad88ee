// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.statistics;

import java.util.Collection;
import java.util.SortedMap;
import java.util.SplittableRandom;
import org.hipparchus.stat.descriptive.rank.Median;
import org.hipparchus.stat.descriptive.rank.Percentile;

/// The percentile bootstrap of a ratio of medians: draw forks with replacement and take the ratio, five thousand times,
/// and keep the middle 95 %.
///
/// Rivals take turns, so forks of one round share the machine's mood. If both sides have the same rounds, whole rounds
/// are drawn, and what slowed both sides of a round alike cancels; else each side is drawn by itself.
final class Bootstrap {
    private static final int DRAWS = 5_000;
    private static final double CONFIDENCE_PERCENT = 95;

    private Bootstrap() {}

    static Interval interval(SortedMap<Integer, Double> above, SortedMap<Integer, Double> below, long seed) {
        boolean paired = above.keySet().equals(below.keySet());
        double[] tops = array(above.values());
        double[] bottoms = array(below.values());
        double[] top = new double[tops.length];
        double[] bottom = new double[bottoms.length];
        double[] ratios = new double[DRAWS];
        SplittableRandom random = new SplittableRandom(seed);
        Median median = new Median();
        for (int draw = 0; draw < DRAWS; draw++) {
            for (int i = 0; i < top.length; i++) {
                int pick = random.nextInt(tops.length);
                top[i] = tops[pick];
                if (paired) {
                    bottom[i] = bottoms[pick];
                }
            }
            for (int i = 0; !paired && i < bottom.length; i++) {
                bottom[i] = bottoms[random.nextInt(bottoms.length)];
            }
            ratios[draw] = median.evaluate(top) / median.evaluate(bottom);
        }
        double tail = (100 - CONFIDENCE_PERCENT) / 2;
        Percentile percentile = new Percentile();
        percentile.setData(ratios);
        return new Interval(percentile.evaluate(tail), percentile.evaluate(100 - tail));
    }

    private static double[] array(Collection<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
