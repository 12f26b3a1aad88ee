// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.Cell;
import dev.duality.results.statistics.Interval;
import dev.duality.results.statistics.RelativeFit;
import java.util.List;
import java.util.Optional;

/// The cost of memory that is backed by files, by the page and by the touch, on each substrate of one setting, and from
/// how many touches of a page on those that map it beat those that read it.
///
/// A worker that touches a page t times, one after the other, takes page + t x touch nanoseconds for it.
///
/// @param like one of its cells, for what all have alike
/// @param lines in the run's order
/// @param crossings of each line that maps with each that reads
public record PageCosts(Cell like, List<Line> lines, List<Crossing> crossings) {
    /// Fewer places than this are no line.
    static final int FEWEST = 3;

    public PageCosts {
        lines = List.copyOf(lines);
        crossings = List.copyOf(crossings);
    }

    /// One number of touches.
    ///
    /// @param nanosPerTouch of one worker, the median of the forks
    public record Point(long touches, double nanosPerTouch, Row row) {}

    /// A figure in nanoseconds.
    ///
    /// @param interval empty with one fork
    public record Nanos(double value, Optional<Interval> interval) {}

    /// The time that a substrate takes, fitted so that the points' relative errors are least.
    ///
    /// @param maps whether a page that is there is touched by loads and stores of all; else it is read, by calls or by
    ///     messages
    /// @param points ascending, three or more
    /// @param page what a page costs once
    /// @param touch what each touch of it costs
    /// @param fit the two as they were fitted
    public record Line(boolean maps, List<Point> points, Nanos page, Nanos touch, RelativeFit fit) {
        public Line {
            points = List.copyOf(points);
        }

        public Cell cell() {
            return points.getFirst().row().cell();
        }
    }

    /// Two lines.
    public record Crossing(Cell maps, Cell reads, Outcome outcome) {}

    /// The verdict on two lines.
    public sealed interface Outcome {
        /// They cross within what both were measured with.
        ///
        /// @param mappingOvertakes whether mapping wins with more touches; else reading does
        /// @param touches of a page, at the crossing
        /// @param interval empty with one fork
        record Reached(boolean mappingOvertakes, double touches, Optional<Interval> interval) implements Outcome {}

        /// One wins with every number of touches.
        ///
        /// @param from the fewest that both were measured with
        /// @param upTo the most
        record NotReached(boolean mappingWins, long from, long upTo) implements Outcome {}

        /// @param reason why nobody can say
        record Inconclusive(String reason) implements Outcome {}
    }
}
