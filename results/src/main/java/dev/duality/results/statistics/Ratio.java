// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.statistics;

import java.util.Optional;
import java.util.SortedMap;

/// The ratio of the medians of two rows.
///
/// @param value median over median
/// @param interval empty if a side has one fork only, for one fork says nothing about the next
/// @param forks of the side that has fewer
public record Ratio(double value, Optional<Interval> interval, int forks) {
    /// With fewer forks the bootstrap cannot reach 95 %: of 5 forks the range holds the median in 94 of 100 cases, of 3
    /// in 75.
    public static final int FORKS_FOR_AN_INTERVAL = 5;

    /// Which side is greater, as far as the forks can tell.
    public enum Direction {
        GREATER,
        LESS,
        /// The interval holds 1.
        NO_DIFFERENCE
    }

    /// @param above the values above the line, one per fork, by fork number
    /// @param below those below the line; forks with the same number ran in the same round
    /// @param seed of the resampling: the same seed gives the same interval
    public static Ratio ofMedians(SortedMap<Integer, Double> above, SortedMap<Integer, Double> below, long seed) {
        double value =
                Spread.of(above.values()).median() / Spread.of(below.values()).median();
        int forks = Math.min(above.size(), below.size());
        return new Ratio(
                value, forks < 2 ? Optional.empty() : Optional.of(Bootstrap.interval(above, below, seed)), forks);
    }

    /// The same comparison told from the other side.
    public Ratio inverse() {
        return new Ratio(1 / value, interval.map(old -> new Interval(1 / old.high(), 1 / old.low())), forks);
    }

    /// Such as `1.90 x [1.80, 2.10]`, or `1.90 x (1 fork: no interval)`.
    public String words() {
        return interval.map(range -> Digits.ratio(value) + " x [" + Digits.ratio(range.low()) + ", "
                        + Digits.ratio(range.high()) + "]")
                .orElse(Digits.ratio(value) + " x (1 fork: no interval)");
    }

    public Direction direction() {
        boolean none = interval.map(range -> range.contains(1)).orElse(value == 1);
        return none ? Direction.NO_DIFFERENCE : value > 1 ? Direction.GREATER : Direction.LESS;
    }
}
