// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cell;

import dev.duality.workloads.BadInput;
import dev.duality.workloads.Suggestion;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The work of a thread that has nothing to do with a row, on a core of its own, while the row is measured.
public enum Neighbour {
    /// There is no such thread.
    NONE,
    /// It copies memory, back and forth between two buffers that no cache holds.
    STREAM;

    /// The name as users write it.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The number of cores that it needs besides those of the row.
    public int cores() {
        return this == NONE ? 0 : 1;
    }

    /// @param text one of the labels
    /// @throws BadInput if there is none of that name
    public static Neighbour of(String text) {
        return Arrays.stream(values())
                .filter(neighbour -> neighbour.label().equals(text))
                .findFirst()
                .orElseThrow(() -> new BadInput("there is no neighbour '%s'; %sthere are %s"
                        .formatted(text, Suggestion.question(text, labels()), String.join(", ", labels()))));
    }

    private static List<String> labels() {
        return Arrays.stream(values()).map(Neighbour::label).toList();
    }
}
