// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.laws;

import dev.duality.results.statistics.Interval;
import dev.duality.results.statistics.Resampling;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleBinaryOperator;
import java.util.function.UnaryOperator;

/// Intervals of points that were measured once: all that draws anything is how far the points lie from the fit: the
/// residuals are drawn with replacement, made larger by what the coefficients have taken out of them, and the fit is
/// made again.
final class Residuals {
    private static final double LEAST = 1e-3; // of the law: what is drawn stays above 0

    private Residuals() {}

    /// Of a fit whose errors are shares.
    ///
    /// @param coefficients how many the fit has
    /// @param figures of the values that are drawn
    static List<Interval> drawn(
            double[] measured, double[] law, int coefficients, int draws, long seed, UnaryOperator<double[]> figures) {
        double[] errors = new double[measured.length];
        for (int i = 0; i < errors.length; i++) {
            errors[i] = Math.log(measured[i] / law[i]);
        }
        return drawn(errors, law, coefficients, draws, seed, figures, (at, error) -> at * Math.exp(error));
    }

    /// Of a fit whose errors are in the unit of what was measured.
    static List<Interval> drawnAsTheyAre(
            double[] measured, double[] law, int coefficients, int draws, long seed, UnaryOperator<double[]> figures) {
        double[] errors = new double[measured.length];
        for (int i = 0; i < errors.length; i++) {
            errors[i] = measured[i] - law[i];
        }
        return drawn(errors, law, coefficients, draws, seed, figures, (at, error) -> Math.max(LEAST * at, at + error));
    }

    private static List<Interval> drawn(
            double[] errors,
            double[] law,
            int coefficients,
            int draws,
            long seed,
            UnaryOperator<double[]> figures,
            DoubleBinaryOperator add) {
        double mean = Arrays.stream(errors).average().orElseThrow();
        double larger = Math.sqrt((double) errors.length / (errors.length - coefficients));
        SplittableRandom random = new SplittableRandom(seed);
        double[][] found = new double[draws][];
        for (int draw = 0; draw < draws; draw++) {
            double[] values = new double[errors.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = add.applyAsDouble(law[i], larger * (errors[random.nextInt(errors.length)] - mean));
            }
            found[draw] = figures.apply(values);
        }
        return Resampling.middle(found);
    }
}
