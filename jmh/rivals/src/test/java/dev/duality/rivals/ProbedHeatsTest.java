// SPDX-License-Identifier: Apache-2.0
package dev.duality.rivals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Queue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProbedHeatsTest {
    private final List<String> ran = new ArrayList<>();

    private static Heat heat(Rival rival, int round) {
        return new Heat(Contestant.Race.ROUND_TRIP, new Contestant.ByHand(rival), 1, 8, 1, round, 10);
    }

    private Score run(Heat heat) {
        ran.add(heat.contestant().name() + heat.round());
        return score(heat.contestant().name(), heat.round(), ran.size());
    }

    private static Score score(String name, int round, double nanos) {
        return new Score(
                Contestant.Race.ROUND_TRIP, name, 1, 8, round, nanos, OptionalDouble.empty(), Optional.empty(), "");
    }

    /// @param floors what the probes find, the last for ever
    private List<Score> scores(List<Heat> heats, Double... floors) {
        Queue<Double> all = new ArrayDeque<>(List.of(floors));
        List<Score> scores = new ArrayList<>();
        new ProbedHeats(() -> OptionalDouble.of(all.size() == 1 ? all.element() : all.remove()), this::run)
                .run(heats, scores::add);
        return scores;
    }

    @Test
    void aHeatDuringWhichTheMachineMovedIsRunAgainAtTheEndOfItsRound() {
        List<Score> scores = scores(
                List.of(heat(Rival.RING, 1), heat(Rival.LINE, 1), heat(Rival.RING, 2)), 43.0, 385.0, 390.0, 380.0, 385.0);

        assertEquals(List.of("ring1", "line1", "ring1", "ring2"), ran);
        assertEquals(List.of("line", "ring", "ring"), scores.stream().map(Score::name).toList());
        assertTrue(scores.stream().noneMatch(score -> score.probes().orElseThrow().moved()));
    }

    @Test
    void aMachineThatMovesDuringEveryAttemptIsNoFigure() {
        List<Score> scores = scores(List.of(heat(Rival.RING, 1)), 43.0, 385.0, 43.0, 385.0);

        assertEquals(3, ran.size());
        assertTrue(scores.getFirst().failed());
        assertTrue(scores.getFirst().failure().contains("43 ns before"), scores.getFirst().failure());
    }

    @Test
    void whereNobodyCanProbeHeatsAreRunAllTheSame() {
        List<Score> scores = new ArrayList<>();
        new ProbedHeats(OptionalDouble::empty, this::run).run(List.of(heat(Rival.RING, 1)), scores::add);

        assertFalse(scores.getFirst().failed());
        assertEquals(Optional.empty(), Regime.of(scores));
    }

    @Test
    void theTableIsOfTheRegimeThatMostScoresWereFoundIn() {
        List<Score> near = scores(List.of(heat(Rival.RING, 1), heat(Rival.RING, 2), heat(Rival.RING, 3)), 43.0);
        List<Score> far = scores(List.of(heat(Rival.RING, 4)), 385.0);
        List<Score> all = Stream.concat(far.stream(), near.stream()).toList();

        Regime regime = Regime.of(all).orElseThrow();

        assertEquals(3, regime.scores());
        assertFalse(regime.holds(far.getFirst()));
        assertTrue(
                Table.of(all)
                        .startsWith("A line took 43 ns there and back beside these forks (43 to 43); 1 of 4 forks met"
                                + " another regime of the machine, and are left out\n\nROUND TRIP"),
                Table.of(all));
    }
}
