// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FeedbackTest {
    @Test
    void aQueueThatFillsStopsAtThreeQuarters() {
        Feedback feedback = new Feedback(128);

        assertEquals(
                96,
                IntStream.rangeClosed(0, 128)
                        .filter(feedback::stops)
                        .findFirst()
                        .getAsInt());
    }

    @Test
    void aQueueThatDrainsStartsAgainAtOneQuarter() {
        Feedback feedback = new Feedback(128);
        feedback.stops(96);

        assertEquals(
                32,
                IntStream.iterate(96, n -> n >= 0, n -> n - 1)
                        .filter(n -> !feedback.stops(n))
                        .findFirst()
                        .getAsInt());
    }

    @Test
    void betweenTheTwoItStaysAsItWas() {
        Feedback feedback = new Feedback(128);

        assertFalse(feedback.stops(64));
        assertTrue(feedback.stops(100));
        assertTrue(feedback.stops(64));
    }
}
