// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.QRDecomposition;

/// Costs that add up to what several places take, fitted so that the squares of the relative errors are least: a place
/// that takes little counts as much as one that takes long.
///
/// @param costs one for each factor, in their order
/// @param farthest by which share of a place the sum misses it at most
/// @param explained R2: which part of the squares of the values themselves, not of their shares, the sum explains
public record RelativeFit(List<Double> costs, double farthest, double explained) {
    /// A sum that misses a point by a larger share of it says nothing about what lies between the places.
    public static final double FARTHEST = 0.25;

    public RelativeFit {
        costs = List.copyOf(costs);
    }

    /// @param factors of each place how often it has each cost; more places than costs, and as many costs at each, none
    ///     of which follows from the others at all places
    /// @param values of each place what it takes, more than 0
    public static RelativeFit of(double[][] factors, double[] values) {
        double[] costs = costs(factors, values);
        double mean = Arrays.stream(values).average().orElseThrow();
        double farthest = 0;
        double left = 0;
        double all = 0;
        for (int place = 0; place < values.length; place++) {
            double sum = 0;
            for (int cost = 0; cost < costs.length; cost++) {
                sum += costs[cost] * factors[place][cost];
            }
            farthest = Math.max(farthest, Math.abs(sum / values[place] - 1));
            left += (sum - values[place]) * (sum - values[place]);
            all += (values[place] - mean) * (values[place] - mean);
        }
        double explained = 1 - left / all;
        List<Double> found = new ArrayList<>();
        Arrays.stream(costs).forEach(found::add);
        return new RelativeFit(
                found, farthest, Double.isFinite(explained) ? explained : 0); // nothing differs: nothing is explained
    }

    /// The costs alone, as for each of many draws.
    public static double[] costs(double[][] factors, double[] values) {
        double[][] shares = new double[values.length][];
        double[] ones = new double[values.length];
        for (int place = 0; place < values.length; place++) {
            double value = values[place];
            shares[place] =
                    Arrays.stream(factors[place]).map(factor -> factor / value).toArray();
            ones[place] = 1;
        }
        return new QRDecomposition(MatrixUtils.createRealMatrix(shares))
                .getSolver()
                .solve(new ArrayRealVector(ones))
                .toArray();
    }

    /// Whether it misses no place by more than [#FARTHEST].
    public boolean fits() {
        return farthest <= FARTHEST;
    }

    /// Such as `misses a point by 41 %`: of the place that it misses most.
    public String miss() {
        return "misses a point by " + Digits.whole(100 * farthest) + " %";
    }
}
