// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.Cell;
import dev.duality.results.statistics.Interval;
import java.util.List;
import java.util.Optional;

/// The round trip of a message row taken apart by measured steps: each is the difference of two cells that differ in
/// one thing. A step may be negative, and is shown as it is.
public sealed interface Waterfall {
    /// The message row that is taken apart.
    Cell target();

    /// @param inPlace the shared row in which the caller does the work itself
    /// @param inPlaceNanos its time per operation
    /// @param steps in the order in which they are added up; the first is the floor
    /// @param sums what they add up to, and what was measured
    /// @param grade the worst of all rows that are in it
    record Complete(Cell target, Cell inPlace, double inPlaceNanos, List<Step> steps, List<Sum> sums, Grade grade)
            implements Waterfall {
        public Complete {
            steps = List.copyOf(steps);
            sums = List.copyOf(sums);
        }
    }

    /// Cells that it needs have no row.
    record Incomplete(Cell target, List<String> missing) implements Waterfall {
        public Incomplete {
            missing = List.copyOf(missing);
        }
    }

    /// One thing more.
    ///
    /// @param of what is added
    /// @param nanos how much longer a round trip takes with it
    /// @param interval empty if a cell has one fork only; of the floor the lowest and the highest that was seen
    /// @param from the difference of which cells it is
    record Step(String of, double nanos, Optional<Interval> interval, String from) {}

    /// The sum of the steps, beside what was measured.
    ///
    /// @param measured the row that they should add up to
    /// @param extra the step that goes beyond the others in this sum only, such as a wake-up
    /// @param share the steps' sum over what was measured
    record Sum(
            Cell measured,
            Optional<Step> extra,
            double predictedNanos,
            double measuredNanos,
            double share,
            Optional<Interval> shareInterval) {
        /// Sums further from what was measured than this say so.
        public static final double TOLERANCE = 0.15;

        /// Whether the steps explain the row.
        public boolean addsUp() {
            return Math.abs(share - 1) <= TOLERANCE;
        }
    }
}
