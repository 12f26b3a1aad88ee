// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.laws;

import dev.duality.results.statistics.Interval;
import java.util.Optional;

/// A figure, and in which range it lies with 95 % confidence.
///
/// @param interval empty where there was too little to draw from
public record Estimate(double value, Optional<Interval> interval) {}
