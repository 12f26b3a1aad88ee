// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts.pending;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.shm.Region;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TokenRingTest {
    private final Region region = Region.allocate(TokenRing.bytes(8));
    private final TokenRing ring = new TokenRing(region, 0, 8);

    @AfterEach
    void free() {
        region.close();
    }

    @Test
    void tokensComeOutInTheOrderTheyWentInHoweverOftenTheRingGoesRound() {
        for (int token = 0; token < 100; token += 2) {
            assertTrue(ring.offer(token));
            assertTrue(ring.offer(token + 1));
            assertEquals(token, ring.poll());
            assertEquals(token + 1, ring.poll());
        }
    }

    @Test
    void anEmptyRingGivesNothing() {
        assertEquals(-1, ring.poll());
        assertEquals(0, ring.size());
    }

    @Test
    void aFullRingRefusesAndKeepsWhatItHas() {
        IntStream.range(0, 8).forEach(ring::offer);

        assertFalse(ring.offer(99));
        assertEquals(8, ring.size());
        assertEquals(0, ring.poll());
        assertTrue(ring.offer(8));
    }

    @Test
    void eachTokenIsPolledOnceByOneOfManyConsumers() throws InterruptedException {
        int count = 30_000;
        List<Integer> polled = Collections.synchronizedList(new ArrayList<>());
        List<Thread> consumers = IntStream.range(0, 3)
                .mapToObj(_ -> new Thread(() -> consume(count, polled)))
                .toList();
        consumers.forEach(Thread::start);
        for (int token = 0; token < count; token++) {
            while (!ring.offer(token)) {
                Thread.yield();
            }
        }
        for (Thread consumer : consumers) {
            consumer.join();
        }

        assertEquals(
                IntStream.range(0, count).boxed().toList(),
                polled.stream().sorted().toList());
    }

    /// Takes until all tokens are taken by somebody.
    private void consume(int count, List<Integer> polled) {
        List<Integer> mine = new ArrayList<>();
        while (region.getAcquire(0) < count) { // the ring's head: how many have been polled
            int token = ring.poll();
            if (token >= 0) {
                mine.add(token);
            } else {
                Thread.yield();
            }
        }
        polled.addAll(mine);
    }
}
