// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.results.Cell;
import dev.duality.results.Run;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The number of round trips of a line that an operation takes, as rows of several floors tell.
class LineTransfersTest extends ProbedRun {
    @Test
    void twoRegimesTellHowManyRoundTripsOfALineAnOperationTakes() {
        Run run = begin(RING);
        for (int fork = 1; fork <= 12; fork++) {
            double floor = (fork % 2 == 0 ? NEAR : FAR) * (1 + fork / 1_000.0);
            run = with(run, RING, fork, 91 + 0.98 * floor, floor);
        }

        RoundTrips found = rows(run).getFirst().roundTrips().orElseThrow();

        assertEquals(0.98, found.perOp(), 1e-6);
        assertEquals(91, found.ownNanos(), 1e-3);
        assertTrue(found.interval().orElseThrow().contains(0.98));
        assertEquals(List.of(), rows(run).getFirst().notes());
    }

    @Test
    void aRegimeOfTooFewRoundsForARowTellsOfRoundTripsAllTheSame() {
        Run run = begin(RING);
        for (int fork = 1; fork <= 12; fork++) {
            double floor = (fork <= 3 ? FAR : NEAR) * (1 + fork / 1_000.0);
            run = with(run, RING, fork, 91 + 0.98 * floor, floor);
        }

        assertEquals(1, rows(run).size());
        assertEquals(0.98, rows(run).getFirst().roundTrips().orElseThrow().perOp(), 1e-6);
    }

    @Test
    void fewerRoundTripsThanTheCellSaysAreToldAsAWarning() {
        String note = notes(0.5, NEAR, FAR).getFirst();
        assertTrue(note.startsWith("only 0.50") && note.endsWith("but the cell says 2.00"), note);
    }

    /// A secant cannot test the line.
    @Test
    void twoFloorsAccuseOnlyWhatLiesFarBelowAndThreeWhatLiesBelow() {
        assertEquals(List.of(), notes(1.6, NEAR, FAR));
        assertEquals(1, notes(1.4, NEAR, FAR).size());
        assertEquals(1, notes(1.6, NEAR, 120, FAR).size());
    }

    @Test
    void whatHasNoIntervalAccusesNobody() {
        Cell crossing = crossing(4);
        Run run = with(with(begin(crossing), crossing, 1, 700, NEAR), crossing, 2, 800, FAR);

        assertEquals(List.of(), rows(run).getFirst().notes());
    }
}
