// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

import dev.duality.messaging.Channel;
import dev.duality.messaging.ChannelSpec;
import dev.duality.messaging.Contract;
import dev.duality.messaging.Message;
import dev.duality.messaging.Transport;
import dev.duality.messaging.TransportOptions;
import dev.duality.shm.Payload;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A stranger's transport that is wrong once in so many messages of a channel, and says in its contract that it is not.
public class Unreliable implements Transport {
    /// The faults of requests, if they are about order or operands, or else of replies.
    enum Fault {
        NOTHING,
        LOSES,
        DOUBLES,
        SWAPS,
        CORRUPTS,
        STALE,
        SHIFTS
    }

    private final Fault fault;
    private final int every;

    Unreliable(Fault fault, int every) {
        this.fault = fault;
        this.every = every;
    }

    /// One for `META-INF/services`.
    public static final class Corrupting extends Unreliable {
        public Corrupting() {
            super(Fault.CORRUPTS, 1_000);
        }
    }

    /// Another one.
    public static final class Doubling extends Unreliable {
        public Doubling() {
            super(Fault.DOUBLES, 1_000);
        }
    }

    /// Another one.
    public static final class Sound extends Unreliable {
        public Sound() {
            super(Fault.NOTHING, 1_000);
        }
    }

    /// The same, wrong so seldom that only a load has as many messages.
    static class Seldom extends Unreliable {
        Seldom(Fault fault) {
            super(fault, 100_000);
        }

        @Override
        public String name() {
            return super.name() + "-seldom";
        }
    }

    /// One of them for `META-INF/services`.
    public static final class SeldomLosing extends Seldom {
        public SeldomLosing() {
            super(Fault.LOSES);
        }
    }

    /// Another one.
    public static final class SeldomDoubling extends Seldom {
        public SeldomDoubling() {
            super(Fault.DOUBLES);
        }
    }

    /// Another one.
    public static final class SeldomSwapping extends Seldom {
        public SeldomSwapping() {
            super(Fault.SWAPS);
        }
    }

    /// Another one.
    public static final class SeldomCorrupting extends Seldom {
        public SeldomCorrupting() {
            super(Fault.CORRUPTS);
        }
    }

    /// Another one.
    public static final class SeldomStale extends Seldom {
        public SeldomStale() {
            super(Fault.STALE);
        }
    }

    /// Another one.
    public static final class SeldomShifting extends Seldom {
        public SeldomShifting() {
            super(Fault.SHIFTS);
        }
    }

    @Override
    public String name() {
        return "unreliable-" + fault.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public final String description() {
        return "a queue that is wrong now and then";
    }

    @Override
    public final Contract contract() {
        return new Contract(
                Contract.Many.MANY,
                Contract.Many.ONE,
                false,
                Contract.Order.FIFO,
                false,
                Contract.Passing.COPIES,
                Contract.Reach.THREADS);
    }

    @Override
    public final Carrier start(TransportOptions options) {
        return new Carrier() {
            @Override
            public Channel open(ChannelSpec spec) {
                return new Lane(spec.payloadBytes(), spec.name().endsWith("to-0") == onReplies());
            }

            @Override
            public void close() {}
        };
    }

    private boolean onReplies() {
        return fault != Fault.SWAPS && fault != Fault.SHIFTS;
    }

    private final class Lane implements Channel {
        private final Queue<Message> queue = new ConcurrentLinkedQueue<>();
        private final int payloadBytes;
        private final boolean wrong;

        Lane(int payloadBytes, boolean wrong) {
            this.payloadBytes = payloadBytes;
            this.wrong = wrong;
        }

        @Override
        public Sender sender() {
            return new Sender() {
                private final Message message = new Message(payloadBytes);

                @Override
                public Message message() {
                    return message;
                }

                @Override
                public boolean offer() {
                    return queue.add(copy(message));
                }
            };
        }

        private Message copy(Message message) {
            Message copy = new Message(payloadBytes);
            copy.take(message.header(), message.sequence(), message.a(), message.b());
            copy.payload().copy(message.payload());
            return copy;
        }

        @Override
        public Receiver receiver() {
            return new Receiver() {
                private final Payload before = new Payload(payloadBytes);
                private long number;
                private boolean owed; // a mistake, until there is an occasion

                @Override
                public int poll(Handler handler, int limit) {
                    Message message = queue.poll();
                    if (message == null) {
                        return 0;
                    }
                    owed |= ++number % every == 0 && wrong;
                    Message sent = copy(message);
                    if (owed) {
                        owed = !hand(message, handler);
                    } else {
                        handler.onMessage(message);
                    }
                    before.copy(sent.payload());
                    return 1;
                }

                /* Gives whether it was wrong. */
                private boolean hand(Message message, Handler handler) {
                    switch (fault) {
                        case NOTHING -> {}
                        case LOSES -> {
                            return true;
                        }
                        case DOUBLES -> handler.onMessage(copy(message));
                        case SWAPS -> {
                            Message behind = queue.poll();
                            if (behind == null) {
                                handler.onMessage(message);
                                return false;
                            }
                            handler.onMessage(behind);
                        }
                        case CORRUPTS ->
                            message.payload().bytes()[message.payload().length() - 1] ^= 1;
                        case STALE -> message.payload().copy(before);
                        case SHIFTS -> message.set(message.kind(), message.sequence(), message.a(), message.b() + 1);
                    }
                    handler.onMessage(message);
                    return true;
                }
            };
        }

        @Override
        public void close() {}
    }
}
