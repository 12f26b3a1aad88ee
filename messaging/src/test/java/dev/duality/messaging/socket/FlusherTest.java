// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.messaging.Channel;
import dev.duality.messaging.ChannelSpec;
import dev.duality.shm.WaitStrategy;
import java.io.IOException;
import java.nio.channels.Pipe;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FlusherTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /// Ends after some steps, or never.
    private static final class Steps implements Flusher.Begun {
        private final AtomicInteger left;
        private final AtomicInteger givenUp = new AtomicInteger();

        Steps(int count) {
            left = new AtomicInteger(count);
        }

        @Override
        public boolean goOn() {
            return left.decrementAndGet() == 0;
        }

        @Override
        public void giveUp() {
            givenUp.incrementAndGet();
        }
    }

    @Test
    void whoeverClosesItWaitsUntilAllIsEnded() {
        Flusher flusher = new Flusher(PATIENCE);
        Steps steps = new Steps(100);
        flusher.end(steps);
        flusher.close();
        assertEquals(0, steps.left.get());
        assertEquals(0, steps.givenUp.get());
    }

    @Test
    void whatDoesNotEndInTimeIsGivenUp() {
        Flusher flusher = new Flusher(Duration.ZERO);
        Steps never = new Steps(-1);
        flusher.end(never);
        flusher.close();
        assertEquals(1, never.givenUp.get());
        Steps late = new Steps(1);
        flusher.end(late);
        assertEquals(1, late.givenUp.get());
    }

    @Test
    void anInterruptEndsTheWait() {
        Flusher flusher = new Flusher(Duration.ofDays(1));
        Steps never = new Steps(-1);
        flusher.end(never);
        Thread.currentThread().interrupt();
        flusher.close();
        assertTrue(Thread.interrupted());
    }

    @Test
    void aSenderIsToldThatTheRestOfItsFrameCannotBeGiven() throws IOException {
        Pipe pipe = Pipe.open();
        pipe.sink().configureBlocking(false);
        pipe.source().configureBlocking(false);
        ChannelSpec spec = new ChannelSpec("tested", 1, 1, 8, 4 << 20); // more than a pipe holds
        try (Flusher flusher = new Flusher(Duration.ZERO);
                Channel channel = new SocketChannelOfFrames(
                        new Ends(pipe.sink(), pipe.source()), flusher, Credits.ofWords(spec), spec)) {
            Channel.Sender sender = channel.sender();
            sender.message().set(1, 2, 3, 4);
            sender.message().length(4 << 20);
            assertTrue(sender.offer());
            pipe.source().close();
            String why = assertThrows(IllegalStateException.class, () -> offerForLong(sender))
                    .getMessage();
            assertTrue(why.startsWith("the connection of a channel is broken: "), why);
        }
    }

    private static void offerForLong(Channel.Sender sender) {
        WaitStrategy wait = WaitStrategy.of(WaitStrategy.Kind.YIELD);
        long began = System.nanoTime();
        for (int attempt = 0; !sender.offer() && System.nanoTime() - began < PATIENCE.toNanos(); attempt++) {
            wait.idle(attempt);
        }
    }
}
