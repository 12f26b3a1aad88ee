// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.gate;

/// Whether a published result was found again.
public enum GateVerdict {
    /// Ours lies within the tolerance.
    MET("met"),
    /// It does not.
    MISSED("MISSED"),
    /// This machine cannot tell.
    INCONCLUSIVE("inconclusive");

    private final String word;

    GateVerdict(String word) {
        this.word = word;
    }

    /// As tables show it.
    public String label() {
        return word;
    }

    /// That of a value that lies within the tolerance or not.
    public static GateVerdict of(boolean met) {
        return met ? MET : MISSED;
    }
}
