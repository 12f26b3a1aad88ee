// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.results.Figure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WorkerShareTest {
    private static final int MILLIS = 400;
    private static final int IN_A_MILLI = 20;

    /// A worker that ends batches in some milliseconds and waits in the others.
    private static BatchClock.Taken clocked(IntPredicate works) {
        BatchClock clock = new BatchClock();
        clock.reset();
        clock.begins(1_000);
        for (int milli = 0; milli < MILLIS; milli++) {
            for (int i = 1; i <= IN_A_MILLI && works.test(milli); i++) {
                clock.ends(milli * BatchClock.SLOT_NANOS + i * (BatchClock.SLOT_NANOS / IN_A_MILLI - 1));
            }
        }
        clock.ends(MILLIS * BatchClock.SLOT_NANOS);
        return clock.take();
    }

    private static Map<String, Double> figures(WorkerShare... shares) {
        return WorkerShare.figures(List.of(List.of(shares))).stream()
                .collect(Collectors.toMap(Figure::name, Figure::value));
    }

    private static WorkerShare share(long operations, IntPredicate works) {
        return new WorkerShare(operations, Optional.of(clocked(works)));
    }

    @Test
    void workersThatDoTheSameAtTheSameTimeShareAlikeAndNoneIsAlone() {
        Map<String, Double> figures = figures(share(500, _ -> true), share(500, _ -> true));

        assertEquals(1, figures.get(Figure.JAIN));
        assertEquals(0, figures.get(Figure.ALONE));
        assertEquals(500, figures.get(Figure.OF_WORKER + 2));
    }

    /// In the end they have done the same, and Jain's index sees nothing.
    @Test
    void workersThatTakeLongTurnsAreSeenByHowLongOneWasAloneAndOneWaited() {
        Map<String, Double> figures =
                figures(share(500, milli -> milli / 40 % 2 == 0), share(500, milli -> milli / 40 % 2 == 1));

        assertEquals(1, figures.get(Figure.JAIN));
        assertTrue(figures.get(Figure.ALONE) > 80, figures::toString);
        assertEquals(40_000, figures.get(Figure.LONGEST_WAIT), 1_000);
    }

    @Test
    void aWorkerThatGetsNothingMakesJainsIndexOneOverAll() {
        Map<String, Double> figures = figures(share(900, _ -> true), share(0, _ -> false), share(0, _ -> false));

        assertEquals(1.0 / 3, figures.get(Figure.JAIN), 1e-9);
        assertEquals(100, figures.get(Figure.ALONE));
        assertEquals(MILLIS * 1e3, figures.get(Figure.LONGEST_WAIT), 1);
        assertEquals(0.9, WorkerShare.jain(1, 2), 1e-9);
    }

    /// A batch of each in every twentieth millisecond: that one ends none in a millisecond is no waiting.
    @Test
    void slowOperationsAreLookedAtInLongerWindows() {
        Map<String, Double> figures = figures(slow(0), slow(7));

        assertEquals(0, figures.get(Figure.ALONE), figures::toString);
    }

    private static WorkerShare slow(int later) {
        BatchClock clock = new BatchClock();
        clock.begins(0);
        for (int milli = later; milli < 4_000; milli += 20) {
            clock.ends(milli * BatchClock.SLOT_NANOS + 1);
        }
        return new WorkerShare(200, Optional.of(clock.take()));
    }

    @Test
    void nothingIsSaidOfOneWorkerAndNoTimesOfOneInAnotherProcess() {
        assertEquals(List.of(), WorkerShare.figures(List.of(List.of(share(500, _ -> true)))));
        assertEquals(
                List.of(Figure.JAIN, Figure.OF_WORKER + 1, Figure.OF_WORKER + 2),
                WorkerShare.figures(List.of(List.of(share(500, _ -> true), new WorkerShare(500, Optional.empty()))))
                        .stream()
                        .map(Figure::name)
                        .toList());
    }
}
