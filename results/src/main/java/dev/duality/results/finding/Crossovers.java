// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.Cell;
import dev.duality.results.RowClass;
import dev.duality.results.Run;
import dev.duality.results.SubstrateSide;
import dev.duality.results.finding.Crossover.Outcome;
import dev.duality.results.finding.Crossover.Point;
import dev.duality.results.statistics.Digits;
import dev.duality.results.statistics.Interval;
import dev.duality.results.statistics.Ratio;
import dev.duality.results.statistics.Resampling;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import org.hipparchus.stat.regression.SimpleRegression;

/// Fits the crossovers of the workload `lines`.
final class Crossovers {
    private static final String WORKLOAD = "lines";
    private static final String LINES = "lines";
    private static final String THINK = "think";

    private final Run run;
    private final Loads loads;

    private Crossovers(Run run, Loads loads) {
        this.run = run;
        this.loads = loads;
    }

    /// Rows that differ in their lines alone.
    private record Series(String substrate, int threads, long think, CellSetting setting, Optional<Regime> regime) {
        /// @param other of shared memory, in which nobody is served
        boolean rivals(Series other) {
            return threads == other.threads
                    && think == other.think
                    && setting.withWindow(1).equals(other.setting)
                    && regime.equals(other.regime);
        }
    }

    static List<Crossover> of(Run run, Loads loads, List<Row> rows) {
        Map<Series, TreeMap<Long, Row>> shared = new LinkedHashMap<>();
        Map<Series, TreeMap<Long, Row>> messages = new LinkedHashMap<>();
        for (Row row : rows) {
            Cell cell = row.cell();
            OptionalLong lines = cell.whole(LINES);
            boolean rival = cell.side() == SubstrateSide.MESSAGING || Pairing.is(row, RowClass.SHARED);
            if (rival && cell.workload().equals(WORKLOAD) && row.closed().isPresent() && lines.isPresent()) {
                (cell.side() == SubstrateSide.SHM ? shared : messages)
                        .computeIfAbsent(series(row), _ -> new TreeMap<>())
                        .putIfAbsent(lines.getAsLong(), row);
            }
        }
        Crossovers crossovers = new Crossovers(run, loads);
        List<Crossover> all = new ArrayList<>();
        messages.forEach((message, above) -> shared.forEach((other, below) -> {
            if (message.rivals(other)) {
                crossovers.crossover(message, above, other, below).ifPresent(all::add);
            }
        }));
        all.sort(Comparator.comparing(Crossover::messages)
                .thenComparing(Crossover::shared)
                .thenComparingInt(Crossover::threads)
                .thenComparingLong(Crossover::think));
        return List.copyOf(all);
    }

    private static Series series(Row row) {
        Cell cell = row.cell();
        return new Series(
                cell.substrate(),
                cell.threads(),
                cell.whole(THINK).orElse(0),
                CellSetting.inEveryWindow(cell).without(List.of(LINES, THINK)),
                row.regime());
    }

    /// Empty if the two have less than two numbers of lines in common: then nothing was varied.
    private Optional<Crossover> crossover(
            Series message, SortedMap<Long, Row> above, Series other, SortedMap<Long, Row> below) {
        List<Point> points = new ArrayList<>();
        List<SortedMap<Integer, Double>> cells = new ArrayList<>();
        above.forEach((lines, row) -> {
            Row rival = below.get(lines);
            if (rival != null
                    && lines > 0
                    && !Collections.disjoint(
                            loads.opsPerSecond(row).keySet(),
                            loads.opsPerSecond(rival).keySet())) {
                // of both sides together: what all threads get done in a second
                SortedMap<Integer, Double> top = loads.opsPerSecond(rival);
                SortedMap<Integer, Double> bottom = loads.opsPerSecond(row);
                points.add(new Point(lines, Ratio.ofBlocks(top, bottom)));
                cells.add(top);
                cells.add(bottom);
            }
        });
        if (points.size() < 2) {
            return Optional.empty();
        }
        double[] sizes = points.stream()
                .mapToDouble(point -> log2((double) point.lines() * message.threads))
                .toArray();
        return Optional.of(new Crossover(
                message.setting.named(message.substrate),
                other.substrate,
                message.threads,
                message.think,
                points,
                outcome(points, sizes, cells)));
    }

    private Outcome outcome(List<Point> points, double[] sizes, List<SortedMap<Integer, Double>> cells) {
        if (points.size() < Crossover.FEWEST_POINTS) {
            return new Outcome.Inconclusive(points.size() + " points; a line needs " + Crossover.FEWEST_POINTS);
        }
        double first = sizes[0];
        double last = sizes[sizes.length - 1];
        double[] medians = cells.stream().mapToDouble(Resampling::median).toArray();
        SimpleRegression fit = fit(sizes, medians);
        double low = fit.predict(first);
        double high = fit.predict(last);
        if (low == 0 && high == 0) {
            return new Outcome.Inconclusive("both sides do as much at all points");
        }
        if (low * high > 0) {
            return oneWins(low < 0, points, sizes, cells);
        }
        double crossing = -fit.getIntercept() / fit.getSlope();
        boolean overtake = high < 0;
        ToDoubleFunction<double[]> place = drawn -> {
            SimpleRegression line = fit(sizes, drawn);
            boolean same = line.getSlope() < 0 == overtake && line.getSlope() != 0;
            return same ? -line.getIntercept() / line.getSlope() : Double.POSITIVE_INFINITY;
        };
        Optional<Interval> interval = Resampling.interval(cells, place, run.seed());
        if (interval.isPresent()
                && !(interval.get().low() >= first && interval.get().high() <= last)) {
            return new Outcome.Inconclusive("the line crosses at threads x lines = "
                    + Digits.three(Math.pow(2, crossing)) + ", but its interval leaves what was measured");
        }
        return new Outcome.Reached(
                overtake,
                Math.pow(2, crossing),
                interval.map(range -> new Interval(Math.pow(2, range.low()), Math.pow(2, range.high()))));
    }

    private Outcome oneWins(
            boolean messagesWin, List<Point> points, double[] sizes, List<SortedMap<Integer, Double>> cells) {
        UnaryOperator<double[]> ends = drawn -> {
            SimpleRegression line = fit(sizes, drawn);
            return new double[] {line.predict(sizes[0]), line.predict(sizes[sizes.length - 1])};
        };
        return Resampling.leads(cells, ends, messagesWin, run.seed())
                ? new Outcome.NotReached(messagesWin, nearest(points))
                : new Outcome.Inconclusive((messagesWin ? "messages win" : "shared memory wins")
                        + " at all points, but not in 95 % of the draws");
    }

    /// @param medians of each point the shared side's throughput, then the message side's
    private static SimpleRegression fit(double[] sizes, double[] medians) {
        SimpleRegression fit = new SimpleRegression();
        for (int i = 0; i < sizes.length; i++) {
            fit.addData(sizes[i], Math.log(medians[2 * i] / medians[2 * i + 1]));
        }
        return fit;
    }

    private static Point nearest(List<Point> points) {
        return points.stream()
                .min(Comparator.comparingDouble(
                        point -> Math.abs(Math.log(point.ratio().value()))))
                .orElseThrow();
    }

    private static double log2(double value) {
        return Math.log(value) / Math.log(2);
    }
}
