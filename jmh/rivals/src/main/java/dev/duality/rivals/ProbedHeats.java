// SPDX-License-Identifier: Apache-2.0
package dev.duality.rivals;

import dev.duality.results.FloorProbes;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// Runs the heats of a contest as `duality run` runs its forks: the floor is probed before and after each, between the
/// CPUs that everybody uses. A heat during which the machine moved is set aside by its probes, never by its score, and run
/// again at the end of its round, at most twice. In which regime the contest was is told in the end, see [Regime]: nothing
/// is waited for, and no moment is the usual one.
final class ProbedHeats {
    private static final int ATTEMPTS = 3;

    private record Attempt(Heat heat, int number) {}

    private final Supplier<OptionalDouble> floor;
    private final Function<Heat, Score> runner;
    private OptionalDouble before = OptionalDouble.empty();

    /// @param floor the round trip of one line in nanoseconds; empty where nobody can say
    /// @param runner runs a heat once
    ProbedHeats(Supplier<OptionalDouble> floor, Function<Heat, Score> runner) {
        this.floor = floor;
        this.runner = runner;
    }

    /// @param heats round after round
    /// @param ended hears of each heat's score, with its probes, once it stands
    void run(List<Heat> heats, Consumer<Score> ended) {
        Queue<Attempt> again = new ArrayDeque<>();
        int round = 0;
        for (Heat heat : heats) {
            if (heat.round() != round) {
                drain(again, ended);
                round = heat.round();
            }
            run(new Attempt(heat, 1), again, ended);
        }
        drain(again, ended);
    }

    private void drain(Queue<Attempt> again, Consumer<Score> ended) {
        while (!again.isEmpty()) {
            run(again.remove(), again, ended);
        }
    }

    private void run(Attempt attempt, Queue<Attempt> again, Consumer<Score> ended) {
        if (attempt.heat.race() == Contestant.Race.INSTRUCTIONS) { // they are counted, wherever the cores are
            ended.accept(runner.apply(attempt.heat));
            return;
        }
        if (before.isEmpty()) {
            before = floor.get();
        }
        Score score = runner.apply(attempt.heat);
        OptionalDouble after = floor.get();
        Optional<FloorProbes> probes = before.isPresent() && after.isPresent()
                ? Optional.of(new FloorProbes(before.getAsDouble(), after.getAsDouble()))
                : Optional.empty();
        before = after;
        if (score.failed() || probes.filter(FloorProbes::moved).isEmpty()) {
            ended.accept(score.with(probes));
        } else if (attempt.number < ATTEMPTS) {
            again.add(new Attempt(attempt.heat, attempt.number + 1));
        } else {
            ended.accept(attempt.heat
                    .failed("the machine moved during each of %d attempts: the floor was %.0f ns before the last, %.0f after it"
                            .formatted(
                                    ATTEMPTS, probes.get().beforeNanos(), probes.get().afterNanos()))
                    .with(probes));
        }
    }
}
