// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.mutex;

import dev.duality.simulation.gate.Gate;
import dev.duality.simulation.gate.GateResult;
import dev.duality.simulation.gate.GateVerdict;
import dev.duality.simulation.gate.Tolerance;
import java.util.List;
import java.util.stream.Collectors;

/// The figures that were published of Lamport's mutual exclusion, and how ours are found.
public final class MutexGates {
    /// Something must be left to enter for, until the one that stands still goes on: else nobody would be let in, too.
    private static final Tolerance.Condition<Left> LEFT = new Tolerance.Condition<>(
            "some never enter after a crash, all after a pause",
            left -> left.crashes().stream().allMatch(one -> one.missing() > 0)
                    && left.pauses().stream().allMatch(one -> one.missing() == 0));

    /// The plays in which a process stopped, for good and for a time.
    private record Left(List<MutexFigures.Halt> crashes, List<MutexFigures.Halt> pauses) {}

    private MutexGates() {}

    /// All of them, in the order of their numbers.
    public static List<Gate> all() {
        return List.of(
                new Gate(
                        17,
                        "Lamport 1978",
                        "messages for each entry, 2 to 8 processes, 10,000 entries each time",
                        "3(n-1)",
                        Tolerance.EXACT,
                        _ -> messages()),
                new Gate(
                        18,
                        "Lamport 1978",
                        "never two inside; granted in the order of (time, process)",
                        "always",
                        Tolerance.EXACT,
                        _ -> order()),
                new Gate(
                        19,
                        "Lamport 1978",
                        "later requests granted after one of 2 to 8 processes has stopped",
                        "0",
                        Tolerance.several("%s; %s", Tolerance.EXACT, LEFT),
                        _ -> halts()));
    }

    private static GateResult messages() {
        List<MutexFigures.Entries> all = MutexFigures.entries();
        boolean met = all.stream().allMatch(one -> Tolerance.EXACT.holds((double) one.messages() - one.expected()));
        return new GateResult(
                all.stream()
                        .map(one -> Long.toString(one.messages() / one.entries()))
                        .collect(Collectors.joining(", ")),
                GateVerdict.of(met));
    }

    private static GateResult order() {
        List<String> violations = MutexFigures.entries().stream()
                .flatMap(one -> one.violation().stream())
                .toList();
        return GateResult.of(
                Tolerance.EXACT.holds(violations.size()), violations.isEmpty() ? "always" : violations.getFirst());
    }

    private static GateResult halts() {
        List<MutexFigures.Halt> crashes = MutexFigures.crashes();
        List<MutexFigures.Halt> pauses = MutexFigures.pauses();
        long granted = crashes.stream().mapToLong(MutexFigures.Halt::granted).sum();
        long paused = pauses.stream().mapToLong(MutexFigures.Halt::granted).sum();
        return GateResult.of(
                Tolerance.EXACT.holds((double) granted)
                        && Tolerance.EXACT.holds((double) paused)
                        && LEFT.holds(new Left(crashes, pauses)),
                "%,d after a crash, %,d in a pause; never entered %s, and %,d"
                        .formatted(
                                granted,
                                paused,
                                crashes.stream()
                                        .map(one -> "%,d".formatted(one.missing()))
                                        .collect(Collectors.joining(", ")),
                                pauses.stream()
                                        .mapToLong(MutexFigures.Halt::missing)
                                        .sum()));
    }
}
