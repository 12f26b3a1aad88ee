// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.messaging.Channel;
import dev.duality.messaging.Message;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// The number of messages that a port asks its channels for.
class ThreadPortTest {
    /// A channel that is filled by hand, and writes down what it is asked for.
    private static final class Filled implements Channel.Receiver {
        private final List<Integer> limits = new ArrayList<>();
        private final Message message = new Message(0);
        private long given;
        private int there;

        @Override
        public int poll(Channel.Handler handler, int limit) {
            limits.add(limit);
            int count = Math.min(limit, there);
            for (int i = 0; i < count; i++) {
                there--;
                message.set(0, given++, 0, 0);
                handler.onMessage(message);
            }
            return count;
        }
    }

    private final Filled first = new Filled();
    private final Filled other = new Filled();
    private final List<Long> got = new ArrayList<>();

    private ThreadPort port(Channel.Receiver... receivers) {
        return new ThreadPort(
                0,
                (message, _) -> got.add(message.sequence()),
                new Channel.Sender[1],
                receivers,
                WaitStrategy.of(WaitStrategy.Kind.YIELD, 1),
                Waiting.of(WaitStrategy.Kind.YIELD));
    }

    private void requireAllInOrder() {
        assertEquals(LongStream.range(0, first.given).boxed().toList(), got);
    }

    @Test
    void aChannelWhoseMessagesComeOneByOneIsAskedForOneAtATime() {
        ThreadPort port = port(first);
        for (int i = 0; i < 100; i++) {
            assertEquals(0, port.drive());
            first.there = 1;
            assertEquals(1, port.drive());
        }

        requireAllInOrder();
        assertEquals(100, first.given);
        long many = first.limits.stream().filter(limit -> limit > 1).count();
        assertTrue(many > 1, "never asked for more again");
        assertTrue(many <= 10, "asked for more %d times of %d".formatted(many, first.limits.size()));
        assertEquals(100, port.failedPolls());
    }

    @Test
    void messagesThatPileUpAreTakenManyAtATimeThoughThoseBeforeCameAlone() {
        ThreadPort port = port(first);
        for (int i = 0; i < 40; i++) {
            first.there = 1;
            port.drive();
        }
        first.there = 1_000;
        int drives = 0;
        for (; first.there > 0; drives++) {
            port.drive();
        }

        requireAllInOrder();
        assertTrue(drives < 60, "%d polls for 1,000 messages".formatted(drives));
    }

    @Test
    void othersGetTheirTurnHoweverTheFirstIsAsked() {
        ThreadPort port = port(first, other);
        IntStream.range(0, 200).forEach(i -> {
            first.there = i % 3 == 0 ? 1 : 0;
            other.there = 2;
            assertEquals(2 + (i % 3 == 0 ? 1 : 0), port.drive());
        });

        assertEquals(400, other.given);
        assertEquals(67, first.given);
        assertEquals(0, port.failedPolls());
    }
}
