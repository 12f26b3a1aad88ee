// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.prediction;

import dev.duality.results.statistics.Spread;
import java.util.List;

/// A row of a run beside what a model gives for it.
///
/// @param cell its name
/// @param forks how many measured it
/// @param measuredNanos the median of them, of an operation of one worker; above 0
/// @param predictedNanos likewise, in virtual time
public record Prediction(String cell, int forks, double measuredNanos, double predictedNanos) {
    public Prediction {
        if (!(measuredNanos > 0)) {
            throw new IllegalArgumentException(
                    "%s took %s ns, but what was measured took more than 0".formatted(cell, measuredNanos));
        }
    }

    /// Predicted over measured, less 1.
    public double error() {
        return predictedNanos / measuredNanos - 1;
    }

    /// The median of how far off they are, as a share.
    /// @param predictions at least one
    public static double medianError(List<Prediction> predictions) {
        return Spread.of(predictions.stream().map(one -> Math.abs(one.error())).toList())
                .median();
    }
}
