// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.detector;

/// The upper tail of the normal law: how likely a value of mean 0 and deviation 1 is to be greater than `y`, as the
/// negative logarithm to base 10. The last bit is the same on every machine.
final class NormalTail {
    private static final double FROM_FRACTION = 3; // beyond this the continued fraction is quick
    private static final int TERMS = 200;
    private static final double LOG_ROOT_TWO_PI = StrictMath.log(StrictMath.sqrt(2 * Math.PI));
    private static final int HALVINGS = 100;
    private static final double LEAST = -40;
    private static final double MOST = 1000;

    private NormalTail() {}

    /// φ of the phi-accrual detector for a value `y` deviations above the mean.
    static double phi(double y) {
        return y < FROM_FRACTION ? -StrictMath.log10(tail(y)) : -logTail(y) / StrictMath.log(10);
    }

    /// The value that has this φ, 0 or more.
    static double deviations(double phi) {
        double low = LEAST;
        double high = MOST;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (phi(middle) < phi) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /// By the series of odd powers, and below the mean by the other tail.
    private static double tail(double y) {
        if (y < -FROM_FRACTION) {
            return 1 - StrictMath.exp(logTail(-y));
        }
        double term = y;
        double sum = y;
        for (int i = 1; i < TERMS; i++) {
            term *= y * y / (2 * i + 1);
            sum += term;
        }
        return 0.5 - sum * StrictMath.exp(-y * y / 2 - LOG_ROOT_TWO_PI);
    }

    /// By Laplace's continued fraction, from its end.
    private static double logTail(double y) {
        double fraction = y;
        for (int i = TERMS; i >= 1; i--) {
            fraction = y + i / fraction;
        }
        return -y * y / 2 - LOG_ROOT_TWO_PI - StrictMath.log(fraction);
    }
}
