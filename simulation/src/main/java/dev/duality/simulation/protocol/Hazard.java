// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.protocol;

/// What can go wrong between nodes, and with them.
public enum Hazard {
    LOSS("lost messages", "loss"),
    DUPLICATION("messages that arrive twice", "duplication"),
    REORDERING("messages that overtake others", "reordering"),
    CRASH("nodes that crash", "crashes"),
    PAUSE("nodes that stand still", "pauses"),
    PARTITION("a network that falls apart", "partitions");

    private final String about;
    private final String word;

    Hazard(String about, String word) {
        this.about = about;
        this.word = word;
    }

    /// What it is, in words.
    public String about() {
        return about;
    }

    /// The name of the value that users set for it.
    public String word() {
        return word;
    }
}
