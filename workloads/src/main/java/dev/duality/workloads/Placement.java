// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads;

import dev.duality.messaging.Contract;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The distance between the parties of a kernel while it runs. Their code is the same in all placements.
public enum Placement {
    /// All are threads of one JVM.
    THREADS(Contract.Reach.THREADS, "all parties are threads of one JVM"),
    /// Each server has a JVM of its own on the same machine; where there is no server, each worker but the first has.
    PROCESSES(
            Contract.Reach.PROCESSES,
            "each server has a JVM of its own on this machine; without a server, each worker but the first has"),
    /// As processes, each on a machine of its own.
    HOSTS(Contract.Reach.HOSTS, "as processes, on several machines");

    private final Contract.Reach reach;
    private final String description;

    Placement(Contract.Reach reach, String description) {
        this.reach = reach;
        this.description = description;
    }

    /// The name as users write it.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// One line on what it is.
    public String description() {
        return description;
    }

    /// Whether a side that reaches so far can be placed so.
    public boolean within(Contract.Reach other) {
        return other.covers(reach);
    }

    /// A placement, by its name.
    /// @throws BadInput if there is none of that name
    public static Placement of(String word) {
        return Arrays.stream(values())
                .filter(placement -> placement.label().equals(word))
                .findFirst()
                .orElseThrow(() -> new BadInput("there is no placement '%s'; %sthere are %s"
                        .formatted(word, Suggestion.question(word, labels()), String.join(", ", labels()))));
    }

    private static List<String> labels() {
        return Arrays.stream(values()).map(Placement::label).toList();
    }
}
