// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.messaging.Channel;
import dev.duality.messaging.ChannelSpec;
import dev.duality.messaging.Message;
import dev.duality.messaging.Transport;
import dev.duality.messaging.TransportOptions;
import dev.duality.messaging.contract.ApartTransport;
import dev.duality.shm.CommonMemory;
import dev.duality.shm.Hardware;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.contract.Together;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A sender that has closed its end takes back nothing that its offers accepted: it reaches a receiver in another
/// process that goes on polling, with more in the channel than the kernel holds, and with credits that nobody reads.
class LeavingTest {
    private static final int PAYLOAD_BYTES = 4096;
    private static final ChannelSpec SPEC = new ChannelSpec("tested", 1, 1, 2048, PAYLOAD_BYTES);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    static Stream<Transport> apart() {
        return Stream.of(new SocketTransport.OfPipe(), new SocketTransport.OfUnixSocket(), new SocketTransport.OfTcp());
    }

    /// Sends until it is refused.
    /// @return the number of the next one
    private static long fill(Channel.Sender sender, long first) {
        long next = first;
        while (next < first + SPEC.capacity() && send(sender, next)) {
            next++;
        }
        return next;
    }

    private static boolean send(Channel.Sender sender, long number) {
        sender.message().set(1, number, ~number, 0);
        sender.message().length(PAYLOAD_BYTES);
        sender.message().bytes()[PAYLOAD_BYTES - 1] = (byte) number;
        return sender.offer();
    }

    /// The numbers that have come, each once and in order.
    private static final class Got implements Channel.Handler {
        long next;

        @Override
        public void onMessage(Message message) {
            assertEquals(next, message.sequence());
            assertEquals(PAYLOAD_BYTES, message.length());
            assertEquals((byte) next, message.bytes()[PAYLOAD_BYTES - 1]);
            next++;
        }

        /// Polls until so many have come, or for longer than it can take.
        void await(Channel.Receiver receiver, long all) {
            WaitStrategy wait = WaitStrategy.of(WaitStrategy.Kind.YIELD);
            long began = System.nanoTime();
            for (int attempt = 0; next < all; attempt = receiver.poll(this, 64) > 0 ? 0 : attempt + 1) {
                assertTrue(System.nanoTime() - began < PATIENCE.toNanos(), next + " of " + all + " came");
                wait.idle(attempt);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("apart")
    void whatWasAcceptedComesThoughTheSenderHasClosedAFullChannel(Transport transport) {
        try (Transport.Carrier carrier = new ApartTransport(transport).start(TransportOptions.defaults());
                Channel channel = carrier.open(SPEC)) {
            Channel.Receiver receiver = channel.receiver();
            long all = fill(channel.sender(), 0);
            ((ApartTransport.Ends) channel).sending().close();
            new Got().await(receiver, all);
        }
    }

    @ParameterizedTest
    @MethodSource("apart")
    void whatWasAcceptedComesThoughTheSenderHasClosedWithCreditsThatItNeverRead(Transport transport) {
        try (Transport.Carrier carrier = new ApartTransport(transport).start(TransportOptions.defaults());
                Channel channel = carrier.open(SPEC)) {
            Channel.Sender sender = channel.sender();
            Channel.Receiver receiver = channel.receiver();
            Got got = new Got();
            long sent = 0;
            while (sent < SPEC.capacity() / 2) { // as many as credits come back for
                sent = fill(sender, sent);
                got.await(receiver, Math.min(sent, SPEC.capacity() / 2));
            }
            sent = fill(sender, sent);
            ((ApartTransport.Ends) channel).sending().close();
            got.await(receiver, sent);
        }
    }

    /// As a process does that ends when it has sent its last.
    @ParameterizedTest
    @MethodSource("apart")
    @SuppressWarnings("try") // the sender's end is closed first, which is what is tried
    void aCarrierThatIsClosedWaitsUntilTheOtherProcessHasTakenWhatWasAccepted(Transport transport) {
        Hardware here = new CommonMemory(folder);
        Hardware there = new CommonMemory(folder);
        TransportOptions options = TransportOptions.defaults().withCommon(folder);
        Transport.Carrier near = transport.start(options);
        try (Transport.Carrier far = transport.start(options);
                Channel sending = Hardware.in(here, () -> near.open(SPEC));
                Channel receiving = Hardware.in(there, () -> far.open(SPEC))) {
            Channel.Receiver receiver = receiving.receiver();
            Got got = new Got();
            receiver.poll(got, 1);
            long all = fill(sending.sender(), 0);
            Together.run(
                    () -> {
                        sending.close();
                        near.close();
                    },
                    () -> got.await(receiver, all));
        }
    }

    @ParameterizedTest
    @MethodSource("apart")
    void anEndThatIsClosedTellsItsSender(Transport transport) {
        try (Transport.Carrier carrier = new ApartTransport(transport).start(TransportOptions.defaults());
                Channel channel = carrier.open(SPEC)) {
            Channel.Sender sender = channel.sender();
            fill(sender, 0);
            ((ApartTransport.Ends) channel).sending().close();
            assertThrows(IllegalStateException.class, () -> send(sender, 1));
        }
    }
}
