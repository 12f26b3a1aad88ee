// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.peers.aeron;

import dev.duality.messaging.Channel;
import dev.duality.messaging.ChannelSpec;
import dev.duality.messaging.CreditLimiter;
import dev.duality.messaging.Message;
import dev.duality.shm.Diagnosis;
import dev.duality.shm.Padding;
import dev.duality.shm.Payload;
import dev.duality.shm.Slip;
import io.aeron.Aeron;
import io.aeron.ControlledFragmentAssembler;
import io.aeron.Publication;
import io.aeron.Subscription;
import io.aeron.logbuffer.ControlledFragmentHandler;
import io.aeron.logbuffer.Header;
import java.util.Optional;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;

/// One stream: four words of a message and its payload, claimed in the log if they fit into one fragment, copied there
/// in several if not.
///
/// - **Threads:** any number send, by one publication that they share; one receives.
/// - **Ordering:** in the order in which they claimed.
/// - **Progress:** lock-free for senders; the driver moves the limit of what may be sent once a millisecond.
final class AeronChannel implements Channel {
    private static final int LEAST_TERM = 4 << 20;
    private static final long PATIENCE_NANOS = 20_000_000_000L;

    private final Aeron aeron;
    private final String channel;
    private final int stream;
    private final ChannelSpec spec;
    private final boolean apart;
    private final CreditLimiter credits;
    private final int payloadBytes;
    private Optional<Publication> publication = Optional.empty(); // under the lock, as the next one
    private Optional<Subscription> subscription = Optional.empty();

    /// @param apart whether the two ends may be in different processes: each asks the driver for its own then, when it
    ///     is made, and offers are refused until both are there
    /// @throws IllegalArgumentException if messages would be longer than Aeron's longest
    AeronChannel(Aeron aeron, int stream, ChannelSpec spec, boolean apart) {
        this.aeron = aeron;
        this.stream = stream;
        this.spec = spec;
        this.apart = apart;
        this.payloadBytes = spec.payloadBytes();
        this.credits = CreditLimiter.of(spec);
        long term = AeronFrame.termBytes(spec, LEAST_TERM);
        if (payloadBytes > AeronFrame.LONGEST || term > AeronFrame.LONGEST_TERM) {
            throw new Slip(
                    "channel %s of aeron-ipc would hold %d messages of %,d bytes; it takes payloads up to %,d bytes, and 1/6 GiB in all; lower --window, --workers or the payload"
                            .formatted(spec.name(), spec.capacity(), payloadBytes, AeronFrame.LONGEST));
        }
        this.channel = "aeron:ipc?term-length=" + BitUtil.findNextPositivePowerOfTwo((int) term);
        if (!apart) {
            connect(subscribed(), published());
        }
    }

    private void connect(Subscription from, Publication to) {
        long began = System.nanoTime();
        while (!to.isConnected() || from.hasNoImages() || to.availableWindow() <= 0) {
            if (System.nanoTime() - began > PATIENCE_NANOS) {
                throw new Diagnosis(
                        "Aeron's media driver has not connected stream %d within %,d ms; see what else keeps its CPU busy"
                                .formatted(stream, PATIENCE_NANOS / 1_000_000));
            }
            Thread.onSpinWait(); // the driver takes a millisecond or two
        }
    }

    private synchronized Publication published() {
        Publication one = publication.orElseGet(() -> spec.producers() == 1
                ? aeron.addExclusivePublication(channel, stream)
                : aeron.addPublication(channel, stream)); // the same log for all processes
        publication = Optional.of(one);
        return one;
    }

    private synchronized Subscription subscribed() {
        Subscription one = subscription.orElseGet(() -> aeron.addSubscription(channel, stream));
        subscription = Optional.of(one);
        return one;
    }

    @Override
    public Sender sender() {
        return new Claimer(published());
    }

    @Override
    public Receiver receiver() {
        return new Reader(subscribed());
    }

    @Override
    public synchronized void close() {
        publication.ifPresent(Publication::close);
        subscription.ifPresent(Subscription::close);
    }

    private final class Claimer implements CopyingSender {
        private final Message message = new Message(payloadBytes);
        private final CreditLimiter.Producer producer = credits.producer();
        private final LogSender log;

        Claimer(Publication publication) {
            log = new LogSender(publication, payloadBytes);
        }

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
            if (!producer.acquire()) {
                return false;
            }
            long position = log.send(header, sequence, a, b, payload);
            if (position < 0) {
                producer.cancel();
            }
            return LogSender.isSent(position, apart);
        }
    }

    /// The state that the consumer's end changes.
    private abstract static class ReaderFields extends Padding {
        Channel.Handler handler; // of the poll that is under way
        int messages;
        Throwable thrown; // by the handler; Aeron would give it to its client's error handler
    }

    private final class Reader extends ReaderFields implements Receiver, ControlledFragmentHandler {
        @SuppressWarnings("unused")
        private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

        private final Message message = new Message(payloadBytes);
        private final ControlledFragmentAssembler assembler = new ControlledFragmentAssembler(this);
        private final Subscription subscription;

        Reader(Subscription subscription) {
            this.subscription = subscription;
        }

        @Override
        @SuppressWarnings("ReferenceEquality") // a reference that is stored is work for the collector
        public int poll(Handler told, int limit) {
            if (handler != told) {
                handler = told;
            }
            messages = 0;
            // A limit of fragments: what has several is whole before the limit of messages is reached.
            while (messages < limit
                    && thrown == null
                    && subscription.controlledPoll(assembler, limit - messages) > 0) {}
            if (messages > 0) {
                credits.release(messages);
            }
            if (thrown != null) {
                Throwable one = thrown;
                thrown = null;
                if (one instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) one;
            }
            return messages;
        }

        @Override
        public Action onFragment(DirectBuffer from, int at, int bytes, Header header) {
            Message to = message;
            AeronFrame.read(from, at, to);
            messages++;
            try {
                handler.onMessage(to);
                return Action.CONTINUE;
            } catch (RuntimeException | Error e) {
                thrown = e;
                return Action.BREAK;
            }
        }
    }
}
