// SPDX-License-Identifier: Apache-2.0
package org.example.turnstile;

import dev.duality.messaging.Channel;
import dev.duality.messaging.ChannelSpec;
import dev.duality.messaging.Contract;
import dev.duality.messaging.Message;
import dev.duality.messaging.Transport;
import dev.duality.messaging.TransportOptions;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/// The JDK's queue without a bound, behind a turnstile that lets in as many messages as there is room for.
public final class TurnstileTransport implements Transport {
    @Override
    public String name() {
        return "turnstile";
    }

    @Override
    public String description() {
        return "ConcurrentLinkedQueue behind a Semaphore: linked nodes, bounded by permits";
    }

    @Override
    public Contract contract() {
        return new Contract(
                Contract.Many.MANY,
                Contract.Many.MANY,
                true,
                Contract.Order.FIFO,
                false,
                Contract.Passing.HANDS_OVER,
                Contract.Reach.THREADS);
    }

    @Override
    public Carrier start(TransportOptions options) {
        return new Carrier() {
            @Override
            public Channel open(ChannelSpec spec) {
                contract().require(name(), spec);
                return new Turnstile(spec);
            }

            @Override
            public void close() {}
        };
    }

    private static final class Turnstile implements Channel {
        private final Queue<Message> queue = new ConcurrentLinkedQueue<>();
        private final Semaphore room;
        private final int payloadBytes;

        Turnstile(ChannelSpec spec) {
            room = new Semaphore(spec.capacity());
            payloadBytes = spec.payloadBytes();
        }

        @Override
        public Sender sender() {
            return new Sender() {
                private Message message = new Message(payloadBytes);

                @Override
                public Message message() {
                    return message;
                }

                @Override
                public boolean offer() {
                    if (!room.tryAcquire()) {
                        return false;
                    }
                    queue.add(message);
                    message = new Message(payloadBytes); // the other one is the receiver's; the collector gets it back
                    return true;
                }
            };
        }

        @Override
        public Receiver receiver() {
            return (handler, limit) -> {
                int count = 0;
                for (Message message; count < limit && (message = queue.poll()) != null; count++) {
                    room.release();
                    handler.onMessage(message);
                }
                return count;
            };
        }

        @Override
        public void close() {} // nothing but memory
    }
}
