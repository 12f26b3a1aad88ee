// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.faulty;

import dev.duality.messaging.Channel;
import dev.duality.messaging.ChannelSpec;
import dev.duality.messaging.Contract;
import dev.duality.messaging.Message;
import dev.duality.messaging.Transport;
import dev.duality.messaging.TransportOptions;
import dev.duality.shm.Payload;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/// The plainest transport there is, a queue of copies under one lock, with something wrong.
final class FaultyTransport implements Transport {
    /// The contract that all channels of such a transport promise, unless a test has one promise something else.
    static final Contract PROMISE = new Contract(
            Contract.Many.MANY,
            Contract.Many.MANY,
            true,
            Contract.Order.FIFO,
            false,
            Contract.Passing.COPIES,
            Contract.Reach.THREADS);

    /// A sender's way to send in one go.
    interface InOneGo {
        boolean offer(long header, long sequence, long a, long b, Payload payload);
    }

    /// The fault of a channel; as it is here, it has none. Called with the channel's lock held.
    static class Fault {
        private int sent; // guarded by the channel's lock

        /// Whether the channel takes one more.
        boolean hasRoom(Deque<Message> queue, ChannelSpec spec) {
            return queue.size() < spec.capacity();
        }

        /// Puts a message in.
        /// @param sender which one, from 0
        /// @param number how many were put in before
        void put(Deque<Message> queue, Message message, int sender, int number) {
            queue.addLast(message);
        }

        /// Sends in one go.
        /// @param right how it is done
        boolean offer(InOneGo right, long header, long sequence, long a, long b, Payload payload) {
            return right.offer(header, sequence, a, b, payload);
        }

        /// Takes a message out.
        /// @param before how many this call has given already
        /// @return `null` if there is none
        Message take(Deque<Message> queue, int before) {
            return queue.pollFirst();
        }

        /// The number of messages that a call may give.
        int limit(int asked) {
            return asked;
        }

        /// The copy that is kept of a message that is sent.
        Message kept(Message message, ChannelSpec spec) {
            return copy(message, spec);
        }

        /// Hears that a handler has thrown, of the rest of a batch.
        void threw(Deque<Message> queue) {}

        /// Closes it.
        void close(Deque<Message> queue) {}

        static Message copy(Message message, ChannelSpec spec) {
            if (message.payload().length() > spec.payloadBytes()) {
                throw new IllegalArgumentException("a payload of %d bytes, where the channel was made for %d"
                        .formatted(message.payload().length(), spec.payloadBytes()));
            }
            Message copy = new Message(spec.payloadBytes());
            copy.take(message.header(), message.sequence(), message.a(), message.b());
            copy.payload().copy(message.payload());
            return copy;
        }
    }

    private final Contract contract;
    private final Fault fault;
    private final boolean shared; // all channels of one name are one

    FaultyTransport(Contract contract, boolean shared, Fault fault) {
        this.contract = contract;
        this.shared = shared;
        this.fault = fault;
    }

    @Override
    public String name() {
        return "faulty";
    }

    @Override
    public String description() {
        return "a queue of copies under one lock, with something wrong";
    }

    @Override
    public Contract contract() {
        return contract;
    }

    @Override
    public Carrier start(TransportOptions options) {
        Map<String, Deque<Message>> queues = new HashMap<>();
        return new Carrier() {
            @Override
            public Channel open(ChannelSpec spec) {
                contract.require(name(), spec);
                return new Locked(
                        spec,
                        shared ? queues.computeIfAbsent(spec.name(), _ -> new ArrayDeque<>()) : new ArrayDeque<>());
            }

            @Override
            public void close() {}
        };
    }

    private final class Locked implements Channel {
        private final ChannelSpec spec;
        private final Deque<Message> queue; // guarded by itself
        private int senders; // guarded by the queue

        Locked(ChannelSpec spec, Deque<Message> queue) {
            this.spec = spec;
            this.queue = queue;
        }

        @Override
        public Sender sender() {
            int self;
            synchronized (queue) {
                self = senders++;
            }
            return new Sender() {
                private Message message = new Message(spec.payloadBytes());

                @Override
                public Message message() {
                    return message;
                }

                @Override
                public boolean offer() {
                    synchronized (queue) {
                        if (!fault.hasRoom(queue, spec)) {
                            return false;
                        }
                        Message kept = fault.kept(message, spec);
                        fault.put(queue, kept, self, fault.sent++);
                        if (kept == message && contract.passing() == Contract.Passing.HANDS_OVER) {
                            message = new Message(spec.payloadBytes());
                        }
                        return true;
                    }
                }

                @Override
                public boolean offer(long header, long sequence, long a, long b, Payload payload) {
                    InOneGo right = (h, s, one, two, p) -> Sender.super.offer(h, s, one, two, p);
                    return fault.offer(right, header, sequence, a, b, payload);
                }
            };
        }

        @Override
        public Receiver receiver() {
            return (handler, limit) -> {
                int count = 0;
                while (count < fault.limit(limit)) {
                    Message message;
                    synchronized (queue) {
                        message = fault.take(queue, count);
                    }
                    if (message == null) {
                        break;
                    }
                    count++;
                    try {
                        handler.onMessage(message);
                    } catch (RuntimeException e) {
                        synchronized (queue) {
                            fault.threw(queue);
                        }
                        throw e;
                    }
                }
                return count;
            };
        }

        @Override
        public void close() {
            synchronized (queue) {
                fault.close(queue);
            }
        }
    }
}
