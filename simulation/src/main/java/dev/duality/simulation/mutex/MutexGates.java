// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.mutex;

import dev.duality.simulation.gate.Finding;
import dev.duality.simulation.gate.Gate;
import dev.duality.simulation.gate.Verdict;
import java.util.List;
import java.util.stream.Collectors;

/// What was published of Lamport's mutual exclusion, and how ours is found.
public final class MutexGates {

    private MutexGates() {}

    /// All of them, in the order of their numbers.
    public static List<Gate> all() {
        return List.of(
                new Gate(
                        17,
                        "Lamport 1978",
                        "messages for each entry, 2 to 8 processes, 10,000 entries each time",
                        "3(n-1)",
                        "exact",
                        _ -> messages()),
                new Gate(
                        18,
                        "Lamport 1978",
                        "never two inside; granted in the order of (time, process)",
                        "always",
                        "exact",
                        _ -> order()),
                new Gate(
                        19,
                        "Lamport 1978",
                        "later requests granted after one of 2 to 8 processes has stopped",
                        "0",
                        "exact",
                        _ -> halts()));
    }

    private static Finding messages() {
        List<MutexFigures.Entries> all = MutexFigures.entries();
        boolean met = all.stream().allMatch(one -> one.messages() == one.expected());
        return new Finding(
                all.stream()
                        .map(one -> Long.toString(one.messages() / one.entries()))
                        .collect(Collectors.joining(", ")),
                Verdict.of(met));
    }

    private static Finding order() {
        return MutexFigures.entries().stream()
                .flatMap(one -> one.objection().stream())
                .findFirst()
                .map(objection -> new Finding(objection, Verdict.MISSED))
                .orElse(new Finding("always", Verdict.MET));
    }

    private static Finding halts() {
        long granted = MutexFigures.crashes().stream()
                .mapToLong(MutexFigures.Halt::granted)
                .sum();
        long paused = MutexFigures.pauses().stream()
                .mapToLong(MutexFigures.Halt::granted)
                .sum();
        return Finding.of(granted == 0 && paused == 0, "%d after a crash, %d in a pause".formatted(granted, paused));
    }
}
