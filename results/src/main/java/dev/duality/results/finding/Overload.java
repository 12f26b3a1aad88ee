// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.Figure;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// One row that was offered more than it can do, on bounded queues that refuse.
///
/// @param capacity what its closed loop does in a second
/// @param points by what was offered, ascending
public record Overload(Row row, double capacity, List<Point> points) {
    /// Fewer rates than this are no curve.
    static final int FEWEST = 3;

    /// One rate, over the median of the forks.
    ///
    /// @param offered a second
    /// @param goodput what was completed in a second while it was offered
    /// @param refusedPercent of what was offered
    /// @param recoveryNanos how long after it the queues were empty again
    /// @param p99Nanos of what was let in, from its arrival, where it stands
    public record Point(
            double offered, double goodput, double refusedPercent, double recoveryNanos, OptionalLong p99Nanos) {}

    public Overload {
        points = List.copyOf(points);
    }

    /// Those of rows whose queues refused.
    static List<Overload> of(List<Row> rows) {
        return rows.stream().flatMap(row -> of(row).stream()).toList();
    }

    private static Optional<Overload> of(Row row) {
        if (row.closed().isEmpty() || !row.cell().refuses()) {
            return Optional.empty();
        }
        List<Point> points = row.open().stream()
                .sorted(Comparator.comparingDouble(Row.Open::targetPerSecond))
                .flatMap(open -> point(open).stream())
                .toList();
        return points.size() < FEWEST
                ? Optional.empty()
                : Optional.of(
                        new Overload(row, row.closed().get().opsPerSecond().median(), points));
    }

    private static Optional<Point> point(Row.Open open) {
        Optional<Double> refused = open.costs().figure(Figure.REFUSED).map(Figure::value);
        Optional<Double> recovery = open.costs().figure(Figure.RECOVERY).map(Figure::value);
        return refused.isEmpty() || recovery.isEmpty()
                ? Optional.empty()
                : Optional.of(new Point(
                        open.targetPerSecond(),
                        open.achievedPerSecond().median(),
                        refused.get(),
                        1e3 * recovery.get(),
                        open.p99Nanos()));
    }

    /// The point at which most was offered.
    public Point last() {
        return points.getLast();
    }

    /// The greatest goodput of all rates.
    public double best() {
        return points.stream().mapToDouble(Point::goodput).max().orElseThrow();
    }
}
