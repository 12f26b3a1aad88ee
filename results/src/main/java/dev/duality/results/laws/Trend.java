// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.laws;

import java.util.List;

/// The course of the serial part by Karp and Flatt as n grows. Under the Universal Scalability Law it is alpha +
/// beta n, so that a slope is overhead that grows with n.
///
/// @param first at the least n above 1 that was fitted
/// @param last at the greatest
/// @param level where the straight line through all of them has its middle
/// @param slope of that line for each n more, and where it lies as far as the points' own scatter tells; without an
/// interval where the points lie on no straight line
/// @param serial whether the level is above what the scatter allows of none
/// @param superlinear the n at which it is negative beyond doubt: S_n is greater than n
public record Trend(
        Direction direction,
        double first,
        double last,
        double level,
        Estimate slope,
        boolean serial,
        List<Double> superlinear) {
    /// The direction that it takes.
    public enum Direction {
        /// No slope beyond what the points' own scatter allows: the work has a serial part, or none at all, and nothing
        /// else is in the way.
        FLAT,
        /// Overhead grows with n.
        RISING,
        /// More threads have less in their way.
        FALLING,
        /// Negative throughout: more threads do more than their number, such as by having more cache together.
        SUPERLINEAR
    }

    public Trend {
        superlinear = List.copyOf(superlinear);
    }
}
