// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.duality.messaging.Channel;
import dev.duality.messaging.ChannelSpec;
import dev.duality.messaging.Contract;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.contract.Together;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/// Threads that send numbered messages through one channel, as many as it was made for, and threads that receive them.
/// Each message must come once, and whole, and not before those it has to follow.
final class Traffic {
    /// The number of looks of a thread that waits before it looks at its clock as well.
    private static final int LOOKS = 0xFF;

    /// The time that all of it may take: no longer may a hang go on.
    private static final Duration LEAST = Duration.ofMinutes(2);

    private static final int NANOS_EACH = 50_000; // and as long for each message

    private final Channel channel;
    private final ChannelSpec spec;
    private final Duration patience;
    private final Numbered numbered;
    private final int each; // how many messages a sender sends
    private final int total;
    private final Arrived arrived;
    private final AtomicIntegerArray sent; // by sender
    private final AtomicLong left;

    /// @param messages how many, all senders together
    /// @param patience how long nothing may move before what is missing is lost
    Traffic(Channel channel, ChannelSpec spec, Contract.Order order, int messages, Duration patience) {
        this.channel = channel;
        this.spec = spec;
        this.patience = patience;
        this.numbered = new Numbered(spec.payloadBytes());
        this.each = messages / spec.producers();
        this.total = each * spec.producers();
        this.arrived = new Arrived(order, spec.producers(), each);
        this.sent = new AtomicIntegerArray(spec.producers());
        this.left = new AtomicLong(total);
    }

    void run() {
        List<Together.Task> tasks = new ArrayList<>();
        for (int i = 0; i < spec.producers(); i++) {
            int self = i;
            tasks.add(() -> send(channel.sender(), self));
        }
        for (int i = 0; i < spec.consumers(); i++) {
            int limit = 1 + 7 * i + Math.min(31, spec.capacity() / 2);
            tasks.add(() -> receive(channel.receiver(), limit));
        }
        Together.run(LEAST.plusNanos((long) total * NANOS_EACH), tasks);
        arrived.requireAll();
    }

    private void send(Channel.Sender sender, int self) {
        WaitStrategy wait = WaitStrategy.of(WaitStrategy.Kind.BACKOFF);
        long first = (long) self * each;
        for (long number = first; number < first + each; number++) {
            numbered.fill(sender.message(), number);
            long began = System.nanoTime();
            for (int attempt = 0; !sender.offer(); attempt++) {
                wait.idle(attempt);
                if ((attempt & LOOKS) == LOOKS && System.nanoTime() - began > patience.toNanos()) {
                    throw new AssertionError(
                            "message %,d was refused for %s; the channel stays full".formatted(number, patience));
                }
            }
            sent.incrementAndGet(self);
        }
    }

    private void receive(Channel.Receiver receiver, int limit) {
        WaitStrategy wait = WaitStrategy.of(WaitStrategy.Kind.BACKOFF);
        Arrived.Receiver seen = arrived.new Receiver();
        Channel.Handler handler = message -> {
            numbered.checkWhole(message);
            seen.claim(message.sequence());
        };
        long moved = System.nanoTime();
        for (int attempt = 0; left.get() > 0 && !(spec.consumers() == 1 && seen.sawTheLast()); attempt++) {
            int polled = receiver.poll(handler, limit);
            if (polled > 0) {
                left.addAndGet(-polled);
                attempt = -1;
                moved = System.nanoTime();
            } else {
                wait.idle(attempt);
                if ((attempt & LOOKS) == LOOKS && System.nanoTime() - moved > patience.toNanos()) {
                    throw new AssertionError(arrived.missing(IntStream.range(0, spec.producers())
                                    .map(sent::get)
                                    .toArray())
                            .orElse("nothing came for %s, and nothing was sent".formatted(patience)));
                }
            }
        }
        assertEquals(0, receiver.poll(handler, limit), "messages that nobody sent");
    }
}
