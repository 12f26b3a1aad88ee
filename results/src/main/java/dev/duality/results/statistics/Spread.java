// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.statistics;

import java.util.Collection;
import java.util.function.DoubleFunction;
import org.hipparchus.stat.StatUtils;
import org.hipparchus.stat.descriptive.rank.Median;

/// One figure over the forks of a row.
///
/// @param median what the table shows
/// @param variation the coefficient of variation, sample standard deviation over mean; 0 with one fork
public record Spread(double median, double lowest, double highest, double variation, int forks) {
    /// @param values one per fork, at least one
    public static Spread of(Collection<Double> values) {
        double[] all = values.stream().mapToDouble(Double::doubleValue).toArray();
        if (all.length == 0) {
            throw new IllegalArgumentException("values is empty, but a spread needs one fork or more");
        }
        double mean = StatUtils.mean(all);
        double deviation = all.length == 1 ? 0 : Math.sqrt(StatUtils.variance(all));
        return new Spread(
                new Median().evaluate(all),
                StatUtils.min(all),
                StatUtils.max(all),
                mean == 0 ? 0 : deviation / Math.abs(mean),
                all.length);
    }

    /// Such as `[1.80, 2.10]`: from the least fork to the greatest, which is no interval of 95 %.
    /// @param digits how an end is written
    public String range(DoubleFunction<String> digits) {
        return new Interval(lowest, highest).text(digits);
    }
}
