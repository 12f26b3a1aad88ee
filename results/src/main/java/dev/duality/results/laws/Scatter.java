// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.laws;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.hipparchus.distribution.continuous.TDistribution;

/// By how much a value that is measured again differs, as a share of it.
///
/// @param deviation the standard deviation of logarithms
/// @param freedom how many independent differences it was found from
record Scatter(double deviation, int freedom) {
    private static final double WITHIN = 0.975; // 95 % between both ends

    /// From repetitions, if every cell has two or more. Where all cells were measured in the same rounds, what a round
    /// does to all of them is no scatter: it leaves every ratio of them as it is.
    static Optional<Scatter> ofRepetitions(List<SortedMap<Integer, Double>> cells) {
        if (cells.stream().anyMatch(cell -> cell.size() < 2)) {
            return Optional.empty();
        }
        boolean paired = cells.stream().map(cell -> cell.keySet()).distinct().count() == 1;
        List<double[]> differences = new ArrayList<>();
        for (SortedMap<Integer, Double> cell : cells) {
            differences.add(
                    withoutMean(cell.values().stream().mapToDouble(Math::log).toArray()));
        }
        int freedom = differences.stream().mapToInt(row -> row.length - 1).sum();
        double squares = 0;
        for (double[] row : differences) {
            for (double value : row) {
                squares += value * value;
            }
        }
        if (paired) {
            int rounds = differences.getFirst().length;
            freedom -= rounds - 1;
            for (int round = 0; round < rounds; round++) {
                double sum = 0;
                for (double[] row : differences) {
                    sum += row[round];
                }
                squares -= sum * sum / cells.size();
            }
        }
        return freedom < 1
                ? Optional.empty()
                : Optional.of(new Scatter(Math.sqrt(Math.max(0, squares) / freedom), freedom));
    }

    private static double[] withoutMean(double[] values) {
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        for (int i = 0; i < values.length; i++) {
            values[i] -= mean;
        }
        return values;
    }

    /// The number of standard errors between an estimate and the end of its 95 % interval: Student's.
    double reach() {
        return new TDistribution(freedom).inverseCumulativeProbability(WITHIN);
    }

    /// The variance of a median of so many values whose variance is 1; from three on that of a normal distribution's.
    static double ofMedian(int values) {
        return values < 3 ? 1.0 / values : Math.PI / 2 / values;
    }
}
