// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.laws;

import java.util.ArrayList;
import java.util.List;

/// The straight line a + b/n through times, by least squares of relative errors, with neither part below 0.
///
/// @param serial a: the time that does not get shorter
/// @param shared b: the time that n threads share
public record AmdahlFit(double serial, double shared) {
    private static final double NOTHING = 1e-9; // what is left of 0 by rounding

    /// @param n two different ones or more
    public static AmdahlFit of(double[] n, double[] seconds) {
        // minimises the sum of (a u + b v - 1)^2, with u = 1/t and v = 1/(n t)
        double uu = 0;
        double uv = 0;
        double vv = 0;
        double u1 = 0;
        double v1 = 0;
        for (int i = 0; i < n.length; i++) {
            double u = 1 / seconds[i];
            double v = u / n[i];
            uu += u * u;
            uv += u * v;
            vv += v * v;
            u1 += u;
            v1 += v;
        }
        double determinant = uu * vv - uv * uv;
        double a = (u1 * vv - v1 * uv) / determinant;
        double b = (v1 * uu - u1 * uv) / determinant;
        if (a < NOTHING * b) {
            return new AmdahlFit(0, v1 / vv);
        }
        return b < 0 ? new AmdahlFit(u1 / uu, 0) : new AmdahlFit(a, b);
    }

    /// s.
    double share() {
        return serial / (serial + shared);
    }

    /// The time of the line at n.
    public double seconds(double n) {
        return serial + shared / n;
    }

    /// Each time over that of the line, less 1.
    List<Double> residuals(double[] n, double[] seconds) {
        List<Double> residuals = new ArrayList<>();
        for (int i = 0; i < n.length; i++) {
            residuals.add(seconds[i] / seconds(n[i]) - 1);
        }
        return residuals;
    }
}
