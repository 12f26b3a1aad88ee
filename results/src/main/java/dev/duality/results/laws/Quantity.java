// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.laws;

/// The quantity that was measured at each n.
public enum Quantity {
    /// The time that the same job took: less is better.
    SECONDS("seconds"),
    /// The amount that was done in a second: more is better.
    THROUGHPUT("throughput");

    private final String word;

    Quantity(String word) {
        this.word = word;
    }

    /// The name of its column in a file.
    public String label() {
        return word;
    }

    /// The time that a unit of work takes, and back.
    public double turned(double value) {
        return this == SECONDS ? value : 1 / value;
    }
}
