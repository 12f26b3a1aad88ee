// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.laws;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.QRDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresBuilder;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresOptimizer.Optimum;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LevenbergMarquardtOptimizer;
import org.hipparchus.optim.nonlinear.vector.leastsquares.MultivariateJacobianFunction;
import org.hipparchus.util.Pair;

/// The Universal Scalability Law through throughputs, by least squares of them or of their logarithms, with neither
/// coefficient below 0: Levenberg and Marquardt's way downhill, from where the law's straight form (n/X is a polynomial
/// of n) has its best fit. Where that goes below 0, a coefficient is left out, and the better of what is left is taken.
record UslFit(double capacity, double contention, double coherence) {
    private static final int MOST_STEPS = 1_000;
    private static final double LEAST_DENOMINATOR = 1e-9; // on the way a coefficient may go far below 0
    private static final double NOTHING = 1e-9; // of all that an operation takes: what is left of 0 by rounding

    /// @param n four different ones or more, ascending
    /// @return empty if it does not converge, or to no number
    static Optional<UslFit> of(double[] n, double[] throughput, Fit fit) {
        Curve curve = new Curve(n, throughput, fit);
        Optional<Fitted> free = curve.fit(true, true).filter(Fitted::feasible);
        Optional<Fitted> found = free.isPresent()
                ? free
                : Stream.of(curve.fit(true, false), curve.fit(false, true), curve.fit(false, false))
                        .flatMap(Optional::stream)
                        .filter(Fitted::feasible)
                        .min(Comparator.comparingDouble(Fitted::cost));
        return found.map(fitted -> fitted.fit.rounded(n[n.length - 1]));
    }

    /// A coefficient that does nothing up to this n is 0.
    private UslFit rounded(double most) {
        return new UslFit(
                capacity,
                contention * Math.abs(most - 1) < NOTHING ? 0 : contention,
                coherence * Math.abs(most * (most - 1)) < NOTHING ? 0 : coherence);
    }

    static double throughput(double capacity, double contention, double coherence, double n) {
        return capacity * n / (1 + contention * (n - 1) + coherence * n * (n - 1));
    }

    double throughput(double n) {
        return throughput(capacity, contention, coherence, n);
    }

    /// n*: 1 if it falls from the start, infinite if it never does.
    double peak() {
        return contention >= 1 ? 1 : Math.max(1, Math.sqrt((1 - contention) / coherence));
    }

    /// @param cost what was minimised
    private record Fitted(UslFit fit, double cost) {
        boolean feasible() {
            return fit.contention >= 0
                    && fit.coherence >= 0
                    && fit.capacity > 0
                    && Double.isFinite(fit.capacity + fit.contention + fit.coherence + cost);
        }
    }

    /// The curve that is fitted.
    private static final class Curve {
        private final double[] n;
        private final double[] throughput;
        private final Fit fit;

        Curve(double[] n, double[] throughput, Fit fit) {
            this.n = n;
            this.throughput = throughput;
            this.fit = fit;
        }

        /// @param alpha whether the contention is fitted; else it is 0
        /// @param beta likewise the coherence
        Optional<Fitted> fit(boolean alpha, boolean beta) {
            double unit = fit == Fit.LOG ? 1 : Arrays.stream(throughput).max().orElseThrow();
            double[] target = Arrays.stream(throughput)
                    .map(value -> fit == Fit.LOG ? Math.log(value) : value / unit)
                    .toArray();
            MultivariateJacobianFunction law = point -> law(point, alpha, beta);
            double[] start = start(alpha, beta);
            start[0] -= Math.log(unit);
            try {
                Optimum found = new LevenbergMarquardtOptimizer()
                        .optimize(new LeastSquaresBuilder()
                                .start(start)
                                .model(law)
                                .target(target)
                                .lazyEvaluation(false)
                                .maxEvaluations(MOST_STEPS)
                                .maxIterations(MOST_STEPS)
                                .build());
                RealVector at = found.getPoint();
                return Optional.of(new Fitted(
                        new UslFit(
                                Math.exp(at.getEntry(0)) * unit,
                                alpha ? at.getEntry(1) : 0,
                                beta ? at.getEntry(at.getDimension() - 1) : 0),
                        found.getCost()));
            } catch (MathRuntimeException _) { // singular, or no end in sight: then nobody can say
                return Optional.empty();
            }
        }

        /// The law's value at each n, and how that changes with the logarithm of gamma, with alpha and with beta.
        private Pair<RealVector, RealMatrix> law(RealVector point, boolean alpha, boolean beta) {
            double a = alpha ? point.getEntry(1) : 0;
            double b = beta ? point.getEntry(point.getDimension() - 1) : 0;
            double[] values = new double[n.length];
            double[][] slopes = new double[n.length][];
            for (int i = 0; i < n.length; i++) {
                double others = n[i] - 1;
                double pairs = n[i] * others;
                double denominator = Math.max(LEAST_DENOMINATOR, 1 + a * others + b * pairs);
                double log = point.getEntry(0) + Math.log(n[i]) - Math.log(denominator);
                values[i] = fit == Fit.LOG ? log : Math.exp(log);
                double each = fit == Fit.LOG ? 1 : values[i];
                slopes[i] = row(each, -each * others / denominator, -each * pairs / denominator, alpha, beta);
            }
            return new Pair<>(new ArrayRealVector(values, false), new Array2DRowRealMatrix(slopes, false));
        }

        /// The point where the law's straight form is best: n/X = 1/gamma + alpha/gamma (n - 1) + beta/gamma n (n - 1),
        /// by relative errors.
        private double[] start(boolean alpha, boolean beta) {
            double[][] rows = new double[n.length][];
            double[] ones = new double[n.length];
            for (int i = 0; i < n.length; i++) {
                double weight = throughput[i] / n[i];
                double others = n[i] - 1;
                rows[i] = row(weight, weight * others, weight * n[i] * others, alpha, beta);
                ones[i] = 1;
            }
            double[] line = solution(rows, ones);
            if (!(line[0] > 0 && Double.isFinite(line[0]))) { // noise: begin where nobody is in anybody's way
                return row(Math.log(throughput[0] / n[0]), 0, 0, alpha, beta);
            }
            double[] start = new double[line.length];
            start[0] = -Math.log(line[0]);
            for (int i = 1; i < start.length; i++) {
                start[i] = Math.max(0, line[i] / line[0]);
            }
            return start;
        }

        /// No number where there is none.
        private static double[] solution(double[][] rows, double[] ones) {
            try {
                return new QRDecomposition(new Array2DRowRealMatrix(rows, false))
                        .getSolver()
                        .solve(new ArrayRealVector(ones, false))
                        .toArray();
            } catch (MathRuntimeException _) { // singular: the points lie too far apart
                return new double[] {Double.NaN};
            }
        }
    }

    private static double[] row(double gamma, double a, double b, boolean alpha, boolean beta) {
        if (alpha) {
            return beta ? new double[] {gamma, a, b} : new double[] {gamma, a};
        }
        return beta ? new double[] {gamma, b} : new double[] {gamma};
    }
}
