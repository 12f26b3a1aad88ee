// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdmissionTest {
    @Test
    void whoFindsAllPlacesTakenIsRefusedAndWhoComesAfterACompletionIsNot() {
        Admission queue = new Admission(number -> 10 * number, 6, 2);
        queue.until(20); // 0 and 10 are let in, 20 is refused
        assertEquals(2, queue.waits());
        assertEquals(1, queue.refused());

        queue.issued();
        queue.until(30); // what is under way has a place
        assertEquals(2, queue.refused());

        queue.completed();
        queue.until(50); // 40 is let in, 50 is refused
        assertEquals(3, queue.refused());
        assertEquals(10, queue.first());
        queue.issued();
        assertEquals(40, queue.first());
        queue.issued();
        assertFalse(queue.isOver());
        queue.completed();
        queue.completed();
        assertTrue(queue.isOver());
    }

    /// A server that takes `service` for each, looked at only when it has ended one, as a call that does not return
    /// before: the same are refused as where each arrival is looked at.
    @ParameterizedTest(name = "every {0}, each takes {1}, {2} places")
    @CsvSource({"10, 7, 4", "10, 10, 4", "10, 13, 4", "10, 30, 1", "7, 23, 64"})
    void itIsTheSameWhetherEachArrivalIsLookedAtOrAllThatCameMeanwhile(int every, int service, int places) {
        int count = 1_000;
        Admission queue = new Admission(number -> (long) every * number, count, places);
        long now = 0;
        while (!queue.isOver()) {
            queue.until(now);
            if (queue.waits() > 0) {
                queue.issued();
                now += service;
                queue.until(now - 1);
                queue.completed();
            } else {
                now++;
            }
        }

        assertEquals(refused(count, every, service, places), queue.refused());
    }

    /// Arrivals never go back: where more arrive than are drawn, or several a nanosecond, chance and rounding put some
    /// behind the end.
    @ParameterizedTest(name = "{0}, {1} a second, {2}")
    @CsvSource({"poisson, 1e6, 65537", "bursts, 1e6, 65537", "steady, 3e9, 10"})
    void whatAnOverloadOffersArrivesInItsTimeAndInOrderWithItsRelief(String shape, double perSecond, long count) {
        for (long seed = 1; seed <= 20; seed++) {
            LoadShape load = LoadShape.parse(shape);
            WorkerSchedule overload = new WorkerSchedule(ArrivalTimes.of(load, perSecond, count, seed), 0, 1, count);
            WorkerSchedule relief =
                    new WorkerSchedule(ArrivalTimes.of(load, perSecond / 2, count, seed + 1), 0, 1, count);
            LongUnaryOperator due = overload.followedBy(relief, 7);

            long before = 7;
            for (long number = 0; number < 2 * count; number++) {
                long at = due.applyAsLong(number);
                assertTrue(at >= before, "seed " + seed + ", " + number);
                assertEquals(number < count, at < 7 + overload.lengthNanos(), "seed " + seed + ", " + number);
                before = at;
            }
        }
    }

    private static long refused(int count, int every, int service, int places) {
        ArrayDeque<Long> ends = new ArrayDeque<>();
        long refused = 0;
        for (long at = 0; at < (long) count * every; at += every) {
            while (!ends.isEmpty() && ends.peek() <= at) {
                ends.remove();
            }
            if (ends.size() < places) {
                ends.add((ends.isEmpty() ? at : ends.getLast()) + service);
            } else {
                refused++;
            }
        }
        return refused;
    }
}
