// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.duality.messaging.Channel;
import dev.duality.messaging.ChannelSpec;
import dev.duality.messaging.Contract;
import dev.duality.shm.Wait;
import dev.duality.shm.contract.Together;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;

/// Threads that send numbered messages through one channel, as many as it was made for, and threads that receive them.
/// Each message must come once, and whole, and not before those it has to follow.
final class Traffic {
    /// How often a thread that waits looks before it looks at its clock as well.
    private static final int LOOKS = 0xFF;

    private final Channel channel;
    private final ChannelSpec spec;
    private final Contract.Order order;
    private final Duration patience;
    private final Numbered numbered;
    private final int each; // how many messages a sender sends
    private final int total;
    private final AtomicIntegerArray got;
    private final AtomicLong left;

    /// @param messages how many, all senders together
    /// @param patience how long nothing may move before what is missing is lost
    Traffic(Channel channel, ChannelSpec spec, Contract.Order order, int messages, Duration patience) {
        this.channel = channel;
        this.spec = spec;
        this.order = order;
        this.patience = patience;
        this.numbered = new Numbered(spec.payloadBytes());
        this.each = messages / spec.producers();
        this.total = each * spec.producers();
        this.got = new AtomicIntegerArray(total);
        this.left = new AtomicLong(total);
    }

    void run() {
        List<Together.Task> tasks = new ArrayList<>();
        for (int i = 0; i < spec.producers(); i++) {
            long first = (long) i * each;
            tasks.add(() -> send(channel.sender(), first));
        }
        for (int i = 0; i < spec.consumers(); i++) {
            int limit = 1 + 7 * i + Math.min(31, spec.capacity() / 2);
            tasks.add(() -> receive(channel.receiver(), limit));
        }
        Together.run(tasks);
        for (int i = 0; i < total; i++) {
            int times = got.get(i);
            assertEquals(1, times, "how often message " + i + " came");
        }
    }

    private void send(Channel.Sender sender, long first) {
        Wait wait = Wait.of(Wait.Kind.BACKOFF);
        for (long number = first; number < first + each; number++) {
            numbered.fill(sender.message(), number);
            long began = System.nanoTime();
            for (int turn = 0; !sender.offer(); turn++) {
                wait.idle(turn);
                if ((turn & LOOKS) == LOOKS && System.nanoTime() - began > patience.toNanos()) {
                    throw new AssertionError(
                            "message %d was refused for %s; the channel stays full".formatted(number, patience));
                }
            }
        }
    }

    private void receive(Channel.Receiver receiver, int limit) {
        Wait wait = Wait.of(Wait.Kind.BACKOFF);
        long[] last = new long[spec.producers()];
        Arrays.fill(last, -1);
        Channel.Handler handler = message -> {
            numbered.checkWhole(message);
            claim(message.sequence(), last);
        };
        long moved = System.nanoTime();
        for (int turn = 0; left.get() > 0; turn++) {
            int polled = receiver.poll(handler, limit);
            if (polled > 0) {
                left.addAndGet(-polled);
                turn = -1;
                moved = System.nanoTime();
            } else {
                wait.idle(turn);
                if ((turn & LOOKS) == LOOKS && System.nanoTime() - moved > patience.toNanos()) {
                    throw new AssertionError("%d of %d messages did not come within %s of the one before; lost"
                            .formatted(left.get(), total, patience));
                }
            }
        }
        assertEquals(0, receiver.poll(handler, limit), "messages that nobody sent");
    }

    private void claim(long number, long[] last) {
        if (number < 0 || number >= total) {
            throw new AssertionError("message " + number + " was never sent");
        }
        if (got.incrementAndGet((int) number) > 1) {
            throw new AssertionError("message " + number + " came twice");
        }
        int producer = (int) (number / each);
        if (order != Contract.Order.NONE && number <= last[producer]) {
            throw new AssertionError("message %d came after message %d of the same sender, which was sent later"
                    .formatted(number, last[producer]));
        }
        last[producer] = number;
    }
}
