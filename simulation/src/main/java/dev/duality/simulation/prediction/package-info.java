// SPDX-License-Identifier: Apache-2.0

/// Rows of a run beside what a model gives for them. Start at [dev.duality.simulation.prediction.Prediction].
///
/// - A *prediction* is a row that was measured, and what a model says of it that knows nothing of the row itself.
/// - Its *error* is the share by which the model is off.
package dev.duality.simulation.prediction;
