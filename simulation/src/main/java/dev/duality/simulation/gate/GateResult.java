// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.gate;

/// The result of ours where something was published.
///
/// @param ours in one line
public record GateResult(String ours, GateVerdict verdict) {
    /// Ours, and whether it lies within the tolerance.
    public static GateResult of(boolean met, String ours) {
        return new GateResult(ours, GateVerdict.of(met));
    }
}
