// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.multicore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EventHeapTest {
    private record Expected(double time, int number) {}

    @Test
    void whatHappensComesInTheOrderOfTimesAndAtOneTimeInThatOfItsAddition() {
        SplittableRandom random = new SplittableRandom(7);
        EventHeap events = new EventHeap();
        PriorityQueue<Expected> expected =
                new PriorityQueue<>(Comparator.comparingDouble(Expected::time).thenComparingInt(Expected::number));
        List<Integer> happened = new ArrayList<>();
        List<Integer> inOrder = new ArrayList<>();
        int added = 0;
        for (int step = 0; step < 20_000; step++) {
            if (random.nextInt(5) < 3 || expected.isEmpty()) {
                int number = added++;
                double time = random.nextInt(200); // so that many come at one time
                events.add(time, () -> happened.add(number));
                expected.add(new Expected(time, number));
            } else {
                Expected first = expected.poll();
                assertEquals(first.time(), events.firstTime());
                inOrder.add(first.number());
                ((Runnable) events.poll()).run();
            }
        }
        while (!expected.isEmpty()) {
            inOrder.add(expected.poll().number());
            ((Runnable) events.poll()).run();
        }
        assertEquals(inOrder, happened);
        assertTrue(events.isEmpty());
    }

    @Test
    void aCoreThatGoesOnIsToldFromAnythingElse() {
        EventHeap events = new EventHeap();
        Core core = new Core(3, () -> {});
        events.add(2, core);
        events.add(1, () -> {});
        assertFalse(events.isFirstOfCore());
        events.poll();
        assertTrue(events.isFirstOfCore());
        assertEquals(core, events.poll());
    }
}
