// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.Cell;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/// Rows of one workload that differ in the number of their threads, up to more than there are cores, and in the
/// substrate: what preemption costs, of who holds a lock as of who owns the state.
///
/// @param like one of its cells, for what all have alike
/// @param cores that threads may run on
/// @param lines one for each substrate, in the run's order
public record Crowding(Cell like, int cores, List<Line> lines) {
    /// Fewer numbers of threads than this are no curve.
    public static final int FEWEST = 3;

    /// @param threadsPerCore workers and servers, over the cores
    /// @param perSecond the operations of all workers in a second: by the median of the forks
    /// @param longestWaitNanos the longest time that 64 operations of a worker in a row took, of the worst fork; empty
    ///     of one worker
    public record Point(Row row, double threadsPerCore, double perSecond, OptionalDouble longestWaitNanos) {}

    /// @param points by their threads, ascending, [#FEWEST] or more: the first one with a core for each thread, the
    ///     last one with more threads than cores
    public record Line(List<Point> points) {
        public Line {
            points = List.copyOf(points);
        }

        public Cell cell() {
            return points.getFirst().row.cell();
        }

        /// The most that all workers did in a second with any number of threads.
        public double best() {
            return points.stream().mapToDouble(Point::perSecond).max().orElseThrow();
        }
    }

    public Crowding {
        lines = List.copyOf(lines);
    }

    /// One for each setting that has a line.
    /// @param shares of a row
    static List<Crowding> of(int cores, List<Row> rows, Function<Row, Optional<WorkerShares>> shares) {
        Map<CellSetting, Map<String, List<Point>>> settings = new LinkedHashMap<>();
        for (Row row : rows) {
            Cell cell = row.cell();
            if (row.closed().isPresent()) {
                settings.computeIfAbsent(CellSetting.of(cell), _ -> new LinkedHashMap<>())
                        .computeIfAbsent(cell.substrate(), _ -> new ArrayList<>())
                        .add(point(cores, row, shares.apply(row)));
            }
        }
        List<Crowding> found = new ArrayList<>();
        for (Map<String, List<Point>> setting : settings.values()) {
            List<Line> lines = setting.values().stream()
                    .filter(points -> isCrowded(cores, points))
                    .map(points -> new Line(points.stream()
                            .sorted(Comparator.comparingDouble(Point::threadsPerCore))
                            .toList()))
                    .toList();
            if (!lines.isEmpty()) {
                found.add(new Crowding(lines.getFirst().cell(), cores, lines));
            }
        }
        return found;
    }

    private static boolean isCrowded(int cores, List<Point> points) {
        return points.stream().map(Point::threadsPerCore).distinct().count() >= FEWEST
                && points.stream().anyMatch(point -> point.row.cell().threads() <= cores)
                && points.stream().anyMatch(point -> point.row.cell().threads() > cores);
    }

    private static Point point(int cores, Row row, Optional<WorkerShares> shares) {
        Cell cell = row.cell();
        return new Point(
                row,
                (double) cell.threads() / cores,
                1e9 * cell.workers() / row.closed().orElseThrow().nanosPerOp().median(),
                shares.map(WorkerShares::longestWaitNanos).orElse(OptionalDouble.empty()));
    }
}
