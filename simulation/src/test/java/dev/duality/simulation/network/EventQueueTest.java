// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventQueueTest {
    private record Entry(long nanos, long number, long description) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void entriesComeByTimeAndThenByNumber(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        EventQueue queue = new EventQueue();
        PriorityQueue<Entry> model =
                new PriorityQueue<>(Comparator.comparingLong(Entry::nanos).thenComparingLong(Entry::number));
        for (int i = 0; i < 20_000; i++) {
            // grows and shrinks in turn, with many entries of one time
            if (model.isEmpty() || random.nextInt(100) < (i / 2_000 % 2 == 0 ? 70 : 40)) {
                Entry entry = new Entry(random.nextLong(50), random.nextLong(), i);
                model.add(entry);
                queue.add(entry.nanos, entry.number, entry.description);
            } else {
                assertEquals(model.remove(), new Entry(queue.nanos(), queue.number(), queue.description()));
                queue.remove();
            }
            assertEquals(model.size(), queue.size());
        }
        while (!model.isEmpty()) {
            assertEquals(model.remove(), new Entry(queue.nanos(), queue.number(), queue.description()));
            queue.remove();
        }
        assertTrue(queue.isEmpty());
    }
}
