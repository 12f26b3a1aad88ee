// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.messaging.Channel;
import dev.duality.messaging.ChannelSpec;
import dev.duality.messaging.Transport;
import dev.duality.messaging.TransportOptions;
import dev.duality.messaging.contract.ApartTransport;
import dev.duality.messaging.contract.ArrivalChecks;
import dev.duality.messaging.contract.ClosingChecks;
import dev.duality.messaging.contract.OwnershipChecks;
import dev.duality.messaging.contract.ThreadChecks;
import dev.duality.shm.Region;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Ends that meet only when they are used, as those of two processes do.
class ApartTest {
    private static final ChannelSpec SPEC = new ChannelSpec("tested", 1, 1, 64, 8);

    @TempDir
    private Path folder;

    /// The checks that hold of ends that are apart. That there is room for as many as were taken does not: credits come
    /// back when they are worth half of the capacity. So the two checks that fill a channel again and again are made
    /// below, with as many as it takes.
    abstract class Ends implements ArrivalChecks, OwnershipChecks, ThreadChecks, ClosingChecks {
        private final Transport transport;
        final Transport alone; // of which each end is in a process of its own

        Ends(Transport transport) {
            this.alone = transport;
            this.transport = new ApartTransport(transport);
        }

        @Override
        public Transport transport() {
            return transport;
        }

        @Override
        public void messagesOfSeveralSendersComeInTheOrderThatTheContractSays() {
            // as above; it has one sender
        }

        @Override
        public Stream<DynamicTest> aBatchGivesWhatSinglesGive() {
            return Stream.of(); // as above
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3, 5, 8, 1000})
        void messagesComeOnceAndInOrderInWhateverBatchesTheyAreTaken(int limit) {
            try (Transport.Carrier carrier = transport.start(TransportOptions.defaults());
                    Channel channel = carrier.open(new ChannelSpec("tested", 1, 1, 8, 0))) {
                Channel.Sender sender = channel.sender();
                Channel.Receiver receiver = channel.receiver();
                List<Long> got = new ArrayList<>();
                int sent = 0;
                for (int round = 0; round < 100; round++) {
                    int before = sent;
                    while (send(sender, sent)) {
                        sent++;
                    }
                    assertTrue(sent - before >= 4 && sent - before <= 8, "it took " + (sent - before));
                    while (receiver.poll(message -> got.add(message.sequence()), limit) > 0) {}
                }
                assertEquals(LongStream.range(0, sent).boxed().toList(), got);
            }
        }

        @Test
        void aSenderIsRefusedUntilThereIsAReceiver() {
            try (Transport.Carrier carrier =
                            alone.start(TransportOptions.defaults().withCommon(folder));
                    Channel channel = carrier.open(SPEC)) {
                Channel.Sender sender = channel.sender();
                assertFalse(send(sender, 1));
                assertFalse(send(sender, 1));
                Channel.Receiver receiver = channel.receiver();
                assertEquals(0, receiver.poll(_ -> {}, 1));
                assertTrue(send(sender, 7));
                List<Long> got = new ArrayList<>();
                receiver.poll(message -> got.add(message.sequence()), 10);
                assertEquals(List.of(7L), got);
            }
        }

        @Test
        void aFullChannelRefusesUntilHalfOfItWasTaken() {
            try (Transport.Carrier carrier = transport.start(TransportOptions.defaults());
                    Channel channel = carrier.open(SPEC)) {
                Channel.Sender sender = channel.sender();
                Channel.Receiver receiver = channel.receiver();
                LongStream.range(0, 64).forEach(number -> assertTrue(send(sender, number)));
                assertFalse(send(sender, 64));
                assertEquals(31, poll(receiver, 31));
                assertFalse(send(sender, 64));
                assertEquals(1, poll(receiver, 1));
                LongStream.range(64, 96).forEach(number -> assertTrue(send(sender, number)));
                assertFalse(send(sender, 96));
            }
        }

        /// Whoever started it tells why it has gone.
        @Test
        void aReceiverWhoseSenderHasGoneFindsWhatWasSentAndThenNothing() {
            try (Transport.Carrier first = transport.start(TransportOptions.defaults());
                    Channel channel = first.open(SPEC)) {
                Channel.Receiver receiver = channel.receiver();
                Channel.Sender sender = channel.sender();
                assertTrue(send(sender, 1));
                assertTrue(send(sender, 2));
                ((ApartTransport.Ends) channel).sending().close();
                assertEquals(2, poll(receiver, 2));
                assertEquals(0, receiver.poll(_ -> {}, 1));
                assertEquals(0, receiver.poll(_ -> {}, 1));
            }
        }

        @Test
        void aSenderWhoseReceiverHasGoneIsRefused() {
            try (Transport.Carrier first = transport.start(TransportOptions.defaults());
                    Channel channel = first.open(SPEC)) {
                Channel.Receiver receiver = channel.receiver();
                Channel.Sender sender = channel.sender();
                assertTrue(send(sender, 1));
                assertEquals(1, poll(receiver, 1));
                ((ApartTransport.Ends) channel).receiving().close();
                for (int left = 0; left < 64 && send(sender, left); left++) {} // TCP is told by what it sends first
                assertFalse(send(sender, 1));
            }
        }
    }

    private static boolean send(Channel.Sender sender, long number) {
        sender.message().set(1, number, 0, 0);
        return sender.offer();
    }

    /// A look at the kernel may give fewer.
    private static int poll(Channel.Receiver receiver, int count) {
        int got = 0;
        for (int more = 1; more > 0 && got < count; got += more) {
            more = receiver.poll(_ -> {}, count - got);
        }
        return got;
    }

    @Nested
    class OfPipe extends Ends {
        OfPipe() {
            super(new SocketTransport.OfPipe());
        }
    }

    @Nested
    class OfUnixSocket extends Ends {
        OfUnixSocket() {
            super(new SocketTransport.OfUnixSocket());
        }

        @Test
        void aPathThatSomebodyElseHasLeftIsToldInOneLine() throws IOException {
            Path stale = Files.createFile(folder.resolve("0-tested.socket"));
            try (Transport.Carrier carrier =
                            alone.start(TransportOptions.defaults().withCommon(folder));
                    Channel channel = carrier.open(SPEC)) {
                Channel.Receiver receiver = channel.receiver();
                String why = assertThrows(IllegalStateException.class, () -> receiver.poll(_ -> {}, 1))
                        .getMessage();
                assertEquals(
                        "a channel is not connected: somebody has listened at %s before; remove the file, or give another directory"
                                .formatted(stale),
                        why);
                Channel.Sender sender = channel.sender();
                String refused = assertThrows(IllegalStateException.class, () -> send(sender, 1))
                        .getMessage();
                assertTrue(refused.startsWith("a channel is not connected: nobody answers at " + stale), refused);
            }
        }

        @Test
        void aPathThatIsTooLongForASocketIsRefused() {
            Path far = folder.resolve("x".repeat(100));
            try (Transport.Carrier carrier =
                    alone.start(TransportOptions.defaults().withCommon(far))) {
                String why = assertThrows(RuntimeException.class, () -> carrier.open(SPEC))
                        .getMessage();
                assertTrue(why.contains("107 bytes at most") && why.contains("give a shorter directory"), why);
            }
        }
    }

    @Nested
    class OfTcp extends Ends {
        OfTcp() {
            super(new SocketTransport.OfTcp());
        }
    }

    /// Any process of the machine can call a port of the loopback.
    @Test
    void strangersWhoCallAreHungUpOn() throws IOException {
        Region line = Region.allocate(Region.LINE);
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ListeningEnd listening = new ListeningEnd(new PortMeeting(line, loopback));
                CallingEnd calling = new CallingEnd(new PortMeeting(line, loopback))) {
            ByteBuffer got = ByteBuffer.allocate(64);
            assertEquals(0, listening.read(got));
            int port = (int) line.getAcquire(0);
            List<SocketChannel> strangers = new ArrayList<>();
            for (int i = 0; i < 10; i++) { // some say nothing, some something else
                SocketChannel stranger = SocketChannel.open(new InetSocketAddress(loopback, port));
                stranger.write(ByteBuffer.allocate(i % 2 == 0 ? 0 : 100));
                strangers.add(stranger);
            }
            assertEquals(0, listening.read(got));
            assertEquals(3, calling.write(ByteBuffer.wrap(new byte[] {1, 2, 3})));
            assertEquals(3, listening.read(got));
            assertEquals(ByteBuffer.wrap(new byte[] {1, 2, 3}), got.flip());
            for (SocketChannel stranger : strangers) {
                assertTrue(hasEnded(stranger));
                stranger.close();
            }
        }
    }

    private static boolean hasEnded(SocketChannel channel) {
        try {
            return channel.read(ByteBuffer.allocate(1)) < 0;
        } catch (IOException _) {
            return true; // reset
        }
    }

    @Test
    void anAddressThatIsNotThisHostsIsToldInOneLine() throws IOException {
        PortMeeting meeting = new PortMeeting(
                Region.allocate(Region.LINE), InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 1}));
        try (ListeningEnd listening = new ListeningEnd(meeting)) {
            String why = assertThrows(IllegalStateException.class, () -> listening.read(ByteBuffer.allocate(1)))
                    .getMessage();
            assertTrue(why.startsWith("a channel is not connected: cannot listen at 192.0.2.1: "), why);
            assertFalse(why.contains("\n"), why);
        }
    }
}
