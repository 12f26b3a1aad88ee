// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.Cell;
import dev.duality.results.ClosedLoop;
import dev.duality.results.Figure;
import dev.duality.results.Outcome.Measured;
import dev.duality.results.statistics.Spread;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;

/// Rows of one setting whose forks did not warm up: what an operation takes, from the first one of a JVM on.
///
/// @param like one of its cells, for what all have alike
/// @param lines one for each row, in the run's order
public record ColdStart(Cell like, List<Line> lines) {
    /// Fewer stretches than this are no curve.
    static final int FEWEST = 3;

    /// @param operations that a worker had done by the end of a stretch; as many as the stretch had were done before it
    /// @param nanosPerOp in that stretch, the median of the forks
    public record Point(double operations, double nanosPerOp) {}

    /// The medians of a row's forks.
    ///
    /// @param firstMicros the time of a worker's first operation
    /// @param steadyNanos the time of an operation in the last two stretches
    /// @param untilOperations of a worker, before it was within a tenth of that
    /// @param untilMillis the time that they took
    /// @param points by stretches that all forks have, [#FEWEST] or more
    public record Line(
            Cell cell,
            double firstMicros,
            double steadyNanos,
            double untilOperations,
            double untilMillis,
            List<Point> points) {
        public Line {
            points = List.copyOf(points);
        }
    }

    /// One fork.
    private record Begun(double firstMicros, double untilOperations, ClosedLoop loop) {
        static Optional<Begun> of(ClosedLoop loop) {
            OptionalDouble first = figure(loop, Figure.FIRST_OPERATION);
            OptionalDouble until = figure(loop, Figure.UNTIL_STEADY);
            return first.isPresent() && until.isPresent()
                    ? Optional.of(new Begun(first.getAsDouble(), until.getAsDouble(), loop))
                    : Optional.empty();
        }

        private static OptionalDouble figure(ClosedLoop loop, String name) {
            return loop.usage().figures().stream()
                    .filter(figure -> figure.name().equals(name))
                    .mapToDouble(Figure::value)
                    .findFirst();
        }

        /// The operations of all workers in a second, stretch by stretch.
        List<Double> scores() {
            return Stream.concat(loop.warmups().stream(), loop.iterations().stream())
                    .toList();
        }

        /// @param workers that did them at the same time
        double untilMillis(int workers) {
            double seconds = 0;
            double operations = 0;
            List<Double> scores = scores();
            for (int stretch = 0; stretch < scores.size() && operations < untilOperations; stretch++) {
                seconds += workers * size(stretch) / scores.get(stretch);
                operations += size(stretch);
            }
            return seconds * 1e3;
        }
    }

    public ColdStart {
        lines = List.copyOf(lines);
    }

    /// The operations of a worker in a stretch: 1, 1, 2, 4 and so on.
    private static double size(int stretch) {
        return stretch == 0 ? 1 : Math.scalb(1.0, stretch - 1);
    }

    /// One for each setting that has such rows.
    /// @param forks of a row
    static List<ColdStart> of(List<Row> rows, Function<Row, Collection<Measured>> forks) {
        Map<CellSetting, List<Line>> settings = new LinkedHashMap<>();
        for (Row row : rows) {
            if (row.cell().startsCold()) {
                line(row.cell(), forks.apply(row))
                        .ifPresent(line -> settings.computeIfAbsent(CellSetting.of(row.cell()), _ -> new ArrayList<>())
                                .add(line));
            }
        }
        return settings.values().stream()
                .map(lines -> new ColdStart(lines.getFirst().cell, lines))
                .toList();
    }

    private static Optional<Line> line(Cell cell, Collection<Measured> forks) {
        List<Begun> begun = forks.stream()
                .flatMap(fork -> fork.closed().stream())
                .flatMap(loop -> Begun.of(loop).stream())
                .toList();
        int stretches =
                begun.stream().mapToInt(fork -> fork.scores().size()).min().orElse(0);
        if (stretches < FEWEST) {
            return Optional.empty();
        }
        List<Point> points = new ArrayList<>();
        double operations = 0;
        for (int each = 0; each < stretches; each++) {
            int stretch = each;
            operations += size(stretch);
            points.add(new Point(
                    operations,
                    median(begun, fork -> cell.workers() * 1e9 / fork.scores().get(stretch))));
        }
        return Optional.of(new Line(
                cell,
                median(begun, Begun::firstMicros),
                median(begun, fork -> fork.loop.nanosPerOp()),
                median(begun, Begun::untilOperations),
                median(begun, fork -> fork.untilMillis(cell.workers())),
                points));
    }

    private static double median(List<Begun> forks, Function<Begun, Double> figure) {
        return Spread.of(forks.stream().map(figure).toList()).median();
    }
}
