// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.laws;

/// What becomes of the serial part by Karp and Flatt as n grows.
///
/// @param first at the least n that was fitted, above 1
/// @param last at the greatest
/// @param change the last less the first
public record Trend(Direction direction, double first, double last, Estimate change) {
    /// Which way it goes.
    public enum Direction {
        /// The work has a serial part, and nothing else is in the way.
        FLAT,
        /// Overhead grows with n.
        RISING,
        /// More threads have less in their way, such as more cache together.
        FALLING
    }
}
