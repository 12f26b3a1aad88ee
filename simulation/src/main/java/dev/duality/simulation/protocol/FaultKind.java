// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.protocol;

/// The kinds of faults, between nodes and of nodes.
public enum FaultKind {
    LOSS("lost messages", "loss"),
    DUPLICATION("messages that arrive twice", "duplication"),
    REORDERING("messages that overtake others", "reordering"),
    CRASH("nodes that crash", "crashes"),
    PAUSE("nodes that stand still", "pauses"),
    PARTITION("a network that falls apart", "partitions");

    private final String description;
    private final String word;

    FaultKind(String description, String word) {
        this.description = description;
        this.word = word;
    }

    /// The fault in words.
    public String description() {
        return description;
    }

    /// The name of the value that users set for it.
    public String label() {
        return word;
    }
}
