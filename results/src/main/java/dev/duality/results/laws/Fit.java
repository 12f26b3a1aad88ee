// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.laws;

import java.util.Locale;

/// The distances of the Universal Scalability Law that are made least: they decide which points weigh more.
public enum Fit {
    /// Those of logarithms: each point weighs as much, as noise that is a share of what was measured wants it.
    LOG("the logarithms of throughput"),
    /// Those of throughputs: points with much of it weigh more. Published coefficients come from this one: those of R's
    /// package `usl`, of `usl4j`, and of the books.
    LINEAR("throughput as it is");

    private final String words;

    Fit(String words) {
        this.words = words;
    }

    /// The name that a user types, as completion offers it and messages name it.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The fitted quantity, in words.
    public String text() {
        return words;
    }
}
