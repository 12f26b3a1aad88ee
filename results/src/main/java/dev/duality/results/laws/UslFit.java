// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.laws;

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

/// The Universal Scalability Law through throughputs, by least squares of their logarithms, with neither coefficient
/// below 0: Levenberg and Marquardt's way downhill, from where the law's straight form (n/X is a polynomial of n) has
/// its
/// best fit. Where that goes below 0, a coefficient is left out, and the better of what is left is taken.
record UslFit(double capacity, double contention, double coherence) {
    private static final int MOST_STEPS = 1_000;
    private static final double LEAST_DENOMINATOR = 1e-9; // on the way a coefficient may go far below 0

    /// @param n four different ones or more
    /// @return empty if it does not converge
    static Optional<UslFit> of(int[] n, double[] throughput) {
        Optional<Fitted> free = fit(n, throughput, true, true);
        if (free.filter(Fitted::feasible).isPresent()) {
            return free.map(Fitted::fit);
        }
        return Stream.of(
                        fit(n, throughput, true, false),
                        fit(n, throughput, false, true),
                        fit(n, throughput, false, false))
                .flatMap(Optional::stream)
                .filter(Fitted::feasible)
                .min(Comparator.comparingDouble(Fitted::cost))
                .map(Fitted::fit);
    }

    static double throughput(double capacity, double contention, double coherence, int n) {
        return capacity * n / (1 + contention * (n - 1) + coherence * n * (n - 1.0));
    }

    double throughput(int n) {
        return throughput(capacity, contention, coherence, n);
    }

    /// n*: 1 if it falls from the start, infinite if it never does.
    double peak() {
        return contention >= 1 ? 1 : Math.max(1, Math.sqrt((1 - contention) / coherence));
    }

    /// @param cost what was minimised
    private record Fitted(UslFit fit, double cost) {
        boolean feasible() {
            return fit.contention >= 0 && fit.coherence >= 0;
        }
    }

    /// @param alpha whether the contention is fitted; else it is 0
    /// @param beta likewise the coherence
    private static Optional<Fitted> fit(int[] n, double[] throughput, boolean alpha, boolean beta) {
        double[] logs = new double[n.length];
        for (int i = 0; i < n.length; i++) {
            logs[i] = Math.log(throughput[i]);
        }
        MultivariateJacobianFunction law = point -> law(n, point, alpha, beta);
        try {
            Optimum found = new LevenbergMarquardtOptimizer()
                    .optimize(new LeastSquaresBuilder()
                            .start(start(n, throughput, alpha, beta))
                            .model(law)
                            .target(logs)
                            .lazyEvaluation(false)
                            .maxEvaluations(MOST_STEPS)
                            .maxIterations(MOST_STEPS)
                            .build());
            RealVector at = found.getPoint();
            return Optional.of(new Fitted(
                    new UslFit(
                            Math.exp(at.getEntry(0)),
                            alpha ? at.getEntry(1) : 0,
                            beta ? at.getEntry(at.getDimension() - 1) : 0),
                    found.getCost()));
        } catch (MathRuntimeException _) { // singular, or no end in sight: then nobody can say
            return Optional.empty();
        }
    }

    /// The logarithms of the law, and how they change with the logarithm of gamma, with alpha and with beta.
    private static Pair<RealVector, RealMatrix> law(int[] n, RealVector point, boolean alpha, boolean beta) {
        double a = alpha ? point.getEntry(1) : 0;
        double b = beta ? point.getEntry(point.getDimension() - 1) : 0;
        double[] values = new double[n.length];
        double[][] slopes = new double[n.length][];
        for (int i = 0; i < n.length; i++) {
            double others = n[i] - 1;
            double pairs = n[i] * others;
            double denominator = Math.max(LEAST_DENOMINATOR, 1 + a * others + b * pairs);
            values[i] = point.getEntry(0) + Math.log(n[i]) - Math.log(denominator);
            slopes[i] = row(1, -others / denominator, -pairs / denominator, alpha, beta);
        }
        return new Pair<>(new ArrayRealVector(values, false), new Array2DRowRealMatrix(slopes, false));
    }

    /// Where the law's straight form is best: n/X = 1/gamma + alpha/gamma (n - 1) + beta/gamma n (n - 1), by relative
    /// errors.
    private static double[] start(int[] n, double[] throughput, boolean alpha, boolean beta) {
        double[][] rows = new double[n.length][];
        double[] ones = new double[n.length];
        for (int i = 0; i < n.length; i++) {
            double weight = throughput[i] / n[i];
            double others = n[i] - 1;
            rows[i] = row(weight, weight * others, weight * n[i] * others, alpha, beta);
            ones[i] = 1;
        }
        RealVector line = new QRDecomposition(new Array2DRowRealMatrix(rows, false))
                .getSolver()
                .solve(new ArrayRealVector(ones, false));
        double first = line.getEntry(0);
        if (!(first > 0)) { // noise at the least n: begin where nobody is in anybody's way
            return row(Math.log(throughput[0] / n[0]), 0, 0, alpha, beta);
        }
        double[] start = new double[line.getDimension()];
        start[0] = -Math.log(first);
        for (int i = 1; i < start.length; i++) {
            start[i] = Math.max(0, line.getEntry(i) / first);
        }
        return start;
    }

    private static double[] row(double gamma, double a, double b, boolean alpha, boolean beta) {
        if (alpha) {
            return beta ? new double[] {gamma, a, b} : new double[] {gamma, a};
        }
        return beta ? new double[] {gamma, b} : new double[] {gamma};
    }
}
