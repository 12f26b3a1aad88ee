// SPDX-License-Identifier: Apache-2.0
package dev.duality.rivals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class CalmTest {
    private int heats;

    private Score around(Calm calm) {
        return calm.around(() -> score(++heats, ""), reason -> score(0, reason));
    }

    private static Score score(double nanos, String failure) {
        return new Score(Contestant.Race.ROUND_TRIP, "ring", 1, 8, 1, nanos, OptionalDouble.empty(), failure);
    }

    /// A line that takes 200 ns five times, and then as long as is said, the last for ever.
    private static Calm then(Double... nanos) {
        Queue<Double> all = new ArrayDeque<>(Collections.nCopies(5, 200.0));
        all.addAll(List.of(nanos));
        return new Calm(() -> all.size() == 1 ? all.element() : all.remove());
    }

    @Test
    void aHeatOnTheUsualMachineCounts() {
        assertEquals(score(1, ""), around(then(210.0, 180.0)));
    }

    @Test
    void aHeatThatEndsOnAnotherMachineIsRunAgain() {
        assertEquals(score(2, ""), around(then(210.0, 20.0, 200.0, 205.0)));
    }

    @Test
    void aHeatWaitsForTheUsualMachine() {
        assertEquals(score(1, ""), around(then(20.0, 20.0, 20.0, 20.0, 200.0, 205.0)));
    }

    @Test
    void aMachineThatIsAnotherAfterEachHeatIsNoFigure() {
        Score score = around(then(200.0, 20.0, 200.0, 20.0, 200.0, 20.0, 200.0, 20.0, 200.0, 20.0));
        assertTrue(score.failure().contains("20 ns"), score.failure());
        assertEquals(5, heats);
    }

    @Test
    void aMachineThatStaysAnotherOneIsNoFigure() {
        Score score = around(then(20.0));
        assertTrue(score.failure().contains("20 ns") && score.failure().contains("200"), score.failure());
        assertEquals(0, heats);
    }

    @Test
    void withoutACompilerHeatsAreRunAllTheSame() {
        Calm calm = new Calm(() -> {
            throw new IllegalStateException("needs gcc");
        });
        assertEquals(score(1, ""), around(calm));
    }
}
