// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.statistics.Interval;
import dev.duality.results.statistics.Ratio;
import java.util.List;
import java.util.Optional;

/// The point where messages overtake shared memory as an operation changes more lines: a straight line through the
/// logarithms of the ratios over the logarithm of threads x lines, and where it is 0.
///
/// @param messages the substrate on the message side
/// @param shared the substrate it is compared with
/// @param threads workers and servers together, on both sides
/// @param think ns of a worker's own work before each operation
/// @param points by the number of lines
public record Crossover(String messages, String shared, int threads, long think, List<Point> points, Outcome outcome) {
    /// The least number of points for a line through them.
    public static final int FEWEST_POINTS = 3;

    public Crossover {
        points = List.copyOf(points);
    }

    /// One pair of rows.
    ///
    /// @param ratio time per operation of messages over that of shared memory; below 1 messages win
    public record Point(long lines, Ratio ratio) {}

    /// The outcome that the points tell.
    public sealed interface Outcome {
        /// Messages overtake, or are overtaken, within what was measured.
        ///
        /// @param messagesOvertake whether messages win beyond it; else shared memory does
        /// @param at threads x lines at the crossing
        /// @param interval empty with one fork
        record Reached(boolean messagesOvertake, double at, Optional<Interval> interval) implements Outcome {}

        /// One side wins at all points.
        ///
        /// @param nearest the point where the other one came nearest
        record NotReached(boolean messagesWin, Point nearest) implements Outcome {}

        /// @param reason why nobody can say
        record Inconclusive(String reason) implements Outcome {}
    }
}
