// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.gate;

/// What we found where something was published.
///
/// @param ours in one line
public record Finding(String ours, Verdict verdict) {
    /// Ours, and whether it lies within the tolerance.
    public static Finding of(boolean met, String ours) {
        return new Finding(ours, Verdict.of(met));
    }
}
