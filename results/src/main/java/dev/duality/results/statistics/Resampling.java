// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/// The percentile bootstrap of any figure that follows from the medians of several cells: draw forks with replacement,
/// work the figure out, five thousand times, and keep the middle 95 %.
///
/// Forks of one round share the machine's mood. If all cells have the same rounds, whole rounds are drawn; else each
/// cell is drawn by itself.
public final class Resampling {
    private static final int DRAWS = 5_000;
    private static final double TAIL = 0.025;

    private Resampling() {}

    /// @param cells of each the value of every fork, by fork number
    /// @param figure what follows from the medians of the cells, in their order; what is no number counts as infinite
    /// @param seed the same seed gives the same interval
    /// @return empty if a cell has one fork only, for one fork says nothing about the next
    public static Optional<Interval> interval(
            List<SortedMap<Integer, Double>> cells, ToDoubleFunction<double[]> figure, long seed) {
        return intervals(cells, medians -> new double[] {figure.applyAsDouble(medians)}, DRAWS, seed)
                .map(List::getFirst);
    }

    /// The intervals of several figures that follow from the same draws.
    /// @param figures always as many
    /// @param draws how often forks are drawn
    /// @return one for each figure
    public static Optional<List<Interval>> intervals(
            List<SortedMap<Integer, Double>> cells, UnaryOperator<double[]> figures, int draws, long seed) {
        return drawn(cells, figures, draws, seed).map(Resampling::middle);
    }

    /// Whether one of two leads wherever it is asked, in the middle 95 % of the draws too: else the two may change
    /// places in between. One fork says nothing against it.
    /// @param leads by how much the second is ahead of the first, at each place
    /// @param first whether it is the first that leads, so that the figures are below 0
    public static boolean leads(
            List<SortedMap<Integer, Double>> cells, UnaryOperator<double[]> leads, boolean first, long seed) {
        int sign = first ? -1 : 1;
        return interval(
                        cells,
                        medians -> Arrays.stream(leads.apply(medians))
                                .map(lead -> sign * lead)
                                .min()
                                .orElseThrow(),
                        seed)
                .filter(least -> !(least.low() > 0))
                .isEmpty();
    }

    /// Of each draw its figures.
    private static Optional<double[][]> drawn(
            List<SortedMap<Integer, Double>> cells, UnaryOperator<double[]> figures, int draws, long seed) {
        if (cells.isEmpty() || cells.stream().anyMatch(cell -> cell.size() < 2)) {
            return Optional.empty();
        }
        boolean paired = cells.stream().map(cell -> cell.keySet()).distinct().count() == 1;
        double[][] values = new double[cells.size()][];
        for (int cell = 0; cell < values.length; cell++) {
            values[cell] = cells.get(cell).values().stream()
                    .mapToDouble(Double::doubleValue)
                    .toArray();
        }
        SplittableRandom random = new SplittableRandom(seed);
        double[][] found = new double[draws][];
        double[] medians = new double[values.length];
        for (int draw = 0; draw < draws; draw++) {
            int[] picks = picks(random, values[0].length);
            for (int cell = 0; cell < values.length; cell++) {
                if (cell > 0 && !paired) {
                    picks = picks(random, values[cell].length);
                }
                medians[cell] = median(values[cell], picks);
            }
            found[draw] = figures.apply(medians);
        }
        return Optional.of(found);
    }

    /// The middle 95 % of each figure.
    /// @param found of each draw its figures; what is no number counts as infinite
    public static List<Interval> middle(double[][] found) {
        List<Interval> intervals = new ArrayList<>();
        for (int figure = 0; figure < found[0].length; figure++) {
            double[] figures = new double[found.length];
            for (int draw = 0; draw < figures.length; draw++) {
                double value = found[draw][figure];
                figures[draw] = Double.isNaN(value) ? Double.POSITIVE_INFINITY : value;
            }
            Arrays.sort(figures);
            int last = figures.length - 1;
            intervals.add(
                    new Interval(figures[(int) Math.floor(TAIL * last)], figures[(int) Math.ceil((1 - TAIL) * last)]));
        }
        return List.copyOf(intervals);
    }

    /// The median over the forks of one cell.
    public static double median(SortedMap<Integer, Double> cell) {
        return Spread.of(cell.values()).median();
    }

    private static int[] picks(SplittableRandom random, int forks) {
        int[] picks = new int[forks];
        for (int i = 0; i < forks; i++) {
            picks[i] = random.nextInt(forks);
        }
        return picks;
    }

    private static double median(double[] values, int[] picks) {
        double[] drawn = new double[picks.length];
        for (int i = 0; i < drawn.length; i++) {
            drawn[i] = values[picks[i]];
        }
        Arrays.sort(drawn);
        int middle = drawn.length / 2;
        return drawn.length % 2 == 1 ? drawn[middle] : (drawn[middle - 1] + drawn[middle]) / 2;
    }
}
