// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.peers.disruptor;

import com.lmax.disruptor.BusySpinWaitStrategy;
import com.lmax.disruptor.InsufficientCapacityException;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import dev.duality.messaging.Channel;
import dev.duality.messaging.ChannelSpec;
import dev.duality.messaging.Message;
import dev.duality.shm.Padding;
import dev.duality.shm.Payload;

/// A ring whose events are messages: a sender writes into the next event, the handler gets the event itself.
///
/// - **Threads:** as many producers as the ring was made for; one consumer, which is the only one the ring waits for.
/// - **Ordering:** in the order of the events that producers claimed.
/// - **Progress:** lock-free; a producer that stops between its claim and its publication holds up what comes after.
final class DisruptorChannel implements Channel {
    private final RingBuffer<Message> ring;
    private final Sequence done = new Sequence();
    private final boolean alone;
    private final int payloadBytes;

    DisruptorChannel(ChannelSpec spec) {
        this.payloadBytes = spec.payloadBytes();
        this.alone = spec.producers() == 1;
        // Who waits is told by us. The default strategy would take a lock at each publication, to wake nobody.
        BusySpinWaitStrategy wakingNobody = new BusySpinWaitStrategy();
        this.ring = alone
                ? RingBuffer.createSingleProducer(() -> new Message(payloadBytes), spec.capacity(), wakingNobody)
                : RingBuffer.createMultiProducer(() -> new Message(payloadBytes), spec.capacity(), wakingNobody);
        ring.addGatingSequences(done);
    }

    @Override
    public Sender sender() {
        return new Publisher();
    }

    @Override
    public Receiver receiver() {
        return new Poller(done.get() + 1);
    }

    @Override
    public void close() {}

    private final class Publisher implements CopyingSender {
        private final Message message = new Message(payloadBytes);

        @Override
        public Message message() {
            return message;
        }

        @Override
        public boolean offer(long header, long sequence, long a, long b, Payload payload) {
            int length = payload.length();
            if (length > payloadBytes) {
                throw ChannelSpec.tooLong(length, payloadBytes);
            }
            long at;
            if (alone) {
                if (!ring.hasAvailableCapacity(1)) {
                    return false;
                }
                at = ring.next();
            } else {
                try {
                    at = ring.tryNext();
                } catch (InsufficientCapacityException _) { // made once, and thrown often
                    return false;
                }
            }
            Message to = ring.get(at);
            to.take(header, sequence, a, b);
            to.length(length);
            if (length > 0) {
                System.arraycopy(payload.bytes(), 0, to.bytes(), 0, length);
            }
            ring.publish(at);
            return true;
        }
    }

    /// The state that the consumer's end changes.
    private abstract static class PollerFields extends Padding {
        long next;
    }

    private final class Poller extends PollerFields implements Receiver {
        @SuppressWarnings("unused")
        private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

        private Poller(long first) {
            this.next = first;
        }

        @Override
        public int poll(Handler handler, int limit) {
            long first = next;
            long at = first;
            try {
                if (alone) {
                    long there = Math.min(ring.getCursor(), first + limit - 1);
                    while (at <= there) {
                        handler.onMessage(ring.get(at++));
                    }
                } else {
                    while (at < first + limit && ring.isAvailable(at)) {
                        handler.onMessage(ring.get(at++));
                    }
                }
            } finally {
                if (at != first) {
                    next = at;
                    done.set(at - 1);
                }
            }
            return (int) (at - first);
        }
    }
}
