// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.paging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PagingFiguresTest {
    private static final double RATE = 475;

    private final PagingFigures figures = new PagingFigures(1);

    /// A user who sleeps no longer than the file takes to go through memory loses nothing.
    @Test
    void withoutAPenaltyTheLongerSleepIsAnsweredLater() {
        double[] responses = IntStream.of(1, 5, 10, 30)
                .mapToDouble(seconds -> figures.day(0, seconds, RATE, 0).responseSeconds())
                .toArray();

        for (int i = 1; i < responses.length; i++) {
            assertTrue(responses[i - 1] <= responses[i], Arrays.toString(responses));
        }
        assertEquals(0, responses[0]);
        assertTrue(responses[3] > 1, Arrays.toString(responses));
    }

    /// Each page that was lost is looked for by the disk before it is sent, one after the other.
    @Test
    void aResponseTakesTheTimeThatTheDiskNeedsForThePagesThatWereLost() {
        PagingFigures.Day cached = figures.day(0, 30, RATE, 0);
        PagingFigures.Day fromDisk = figures.day(0, 30, RATE, 17.9);

        assertTrue(cached.lost() > 0.5 && cached.lost() < 1, cached::toString);
        assertEquals(256 * cached.lost() * 4 / RATE, cached.responseSeconds(), 0.01);
        assertEquals(256 * fromDisk.lost() * (4 / RATE + 0.0179), fromDisk.responseSeconds(), 0.01);
    }

    @Test
    void aPenaltyKeepsThePagesOfWhoSleeps() {
        assertEquals(0, figures.day(120, 30, RATE, 0).responseSeconds());
    }

    @Test
    void aDearerPageMovesTheCrossoverUp() {
        double cheap = figures.crossover(1, 0.4).touchesPerPage();
        double dear = figures.crossover(4, 0.4).touchesPerPage();

        assertTrue(cheap >= 2.5 && cheap < 2.8, () -> "crossover at " + cheap);
        assertTrue(dear >= 10 && dear < 10.5, () -> "crossover at " + dear);
    }
}
