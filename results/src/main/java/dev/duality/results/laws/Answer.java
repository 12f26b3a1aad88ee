// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.laws;

import java.util.Optional;

/// The answer of the points, or why they give none.
public sealed interface Answer<T> {
    record Given<T>(T answer) implements Answer<T> {}

    /// @param reason one line
    record Inconclusive<T>(String reason) implements Answer<T> {}

    /// The answer, if there is one.
    default Optional<T> given() {
        return switch (this) {
            case Given<T>(T answer) -> Optional.of(answer);
            case Inconclusive<T> _ -> Optional.empty();
        };
    }
}
