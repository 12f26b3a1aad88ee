// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.socket;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.messaging.Channel;
import dev.duality.messaging.ChannelSpec;
import dev.duality.messaging.Transport;
import dev.duality.messaging.TransportOptions;
import dev.duality.shm.Region;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Ends that do not meet say why, never wait for it, and do not mistake their other for a stranger.
class GettingConnectedTest {
    private static final ChannelSpec SPEC = new ChannelSpec("tested", 1, 1, 8, 8);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final byte[] SAID = {1, 2, 3};

    @TempDir
    private Path folder;

    private static boolean send(Channel.Sender sender) {
        sender.message().set(1, 2, 3, 4);
        return sender.offer();
    }

    private Transport.Carrier pipes() {
        return new SocketTransport.OfPipe().start(TransportOptions.defaults().withCommon(folder));
    }

    private void remove(String... names) throws IOException {
        for (String name : names) {
            Files.delete(folder.resolve(name));
        }
    }

    @Test
    void aPipeThatHasGoneIsToldToBothEnds() throws IOException {
        try (Transport.Carrier carrier = pipes();
                Channel channel = carrier.open(SPEC)) {
            remove("0-tested.pipe", "0-tested.back");
            Channel.Sender sender = channel.sender();
            Channel.Receiver receiver = channel.receiver();
            for (String why : List.of(
                    assertThrows(IllegalStateException.class, () -> send(sender))
                            .getMessage(),
                    assertThrows(IllegalStateException.class, () -> receiver.poll(_ -> {}, 1))
                            .getMessage())) {
                assertTrue(why.startsWith("a channel is not connected: cannot open the pipe " + folder), why);
            }
        }
    }

    /// Without it no credit would come back, and the sender would be refused for ever.
    @Test
    void aPipeOfCreditsThatHasGoneIsToldToTheReceiver() throws IOException {
        try (Transport.Carrier carrier = pipes();
                Channel channel = carrier.open(SPEC)) {
            Channel.Receiver receiver = channel.receiver();
            Channel.Sender sender = channel.sender();
            assertEquals(0, receiver.poll(_ -> {}, 1));
            for (int sent = 0; sent < SPEC.capacity(); sent++) {
                assertTrue(send(sender));
            }
            remove("0-tested.back");
            String why = assertThrows(IllegalStateException.class, () -> receiver.poll(_ -> {}, 8))
                    .getMessage();
            assertTrue(why.startsWith("a channel is not connected: cannot open the pipe " + folder), why);
        }
    }

    /// One that cannot accept, as where the system allows no more files.
    private static final class Exhausted extends ServerSocketChannel {
        Exhausted() {
            super(SelectorProvider.provider());
        }

        @Override
        public SocketChannel accept() throws IOException {
            throw new IOException("Too many open files");
        }

        @Override
        public ServerSocketChannel bind(SocketAddress local, int backlog) {
            return this;
        }

        @Override
        public <T> ServerSocketChannel setOption(SocketOption<T> name, T value) {
            return this;
        }

        @Override
        public <T> T getOption(SocketOption<T> name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Set<SocketOption<?>> supportedOptions() {
            return Set.of();
        }

        @Override
        public ServerSocket socket() {
            throw new UnsupportedOperationException();
        }

        @Override
        public SocketAddress getLocalAddress() {
            return new InetSocketAddress(LOOPBACK, 0);
        }

        @Override
        protected void implCloseSelectableChannel() {}

        @Override
        protected void implConfigureBlocking(boolean block) {}
    }

    /// One that is where it is told to be.
    private record At(ServerSocketChannel listening) implements Meeting {
        @Override
        public ServerSocketChannel listen() {
            return listening;
        }

        @Override
        public Optional<SocketChannel> call() {
            return Optional.empty();
        }

        @Override
        public String place() {
            return "nowhere";
        }

        @Override
        public long token() {
            return 0;
        }

        @Override
        public void done() {}
    }

    @Test
    void aReceiverThatCannotAcceptItsSenderSaysSo() throws IOException {
        try (ListeningEnd listening = new ListeningEnd(new At(new Exhausted()))) {
            String why = assertThrows(IllegalStateException.class, () -> listening.read(ByteBuffer.allocate(1)))
                    .getMessage();
            assertEquals("a channel is not connected: too many open files", why);
        }
    }

    /// Another place, which cannot be cleaned up.
    private record Littered(Meeting other, AtomicLong cleanings) implements Meeting {
        @Override
        public ServerSocketChannel listen() throws IOException {
            return other.listen();
        }

        @Override
        public Optional<SocketChannel> call() throws IOException {
            return other.call();
        }

        @Override
        public String place() throws IOException {
            return other.place();
        }

        @Override
        public long token() {
            return other.token();
        }

        @Override
        public void done() throws IOException {
            cleanings.getAndIncrement();
            throw new IOException("it is somebody else's");
        }
    }

    @Test
    void aSenderThatWasFoundIsHungUpOnWhereTheListenerCannotEnd() throws IOException {
        Region line = Region.allocate(Region.LINE);
        AtomicLong cleanings = new AtomicLong();
        Meeting meeting = new Littered(new PortMeeting(line, LOOPBACK), cleanings);
        try (ListeningEnd listening = new ListeningEnd(meeting)) {
            assertEquals(0, listening.read(ByteBuffer.allocate(1)));
            try (SocketChannel sender = stranger(line)) {
                sender.write(
                        ByteBuffer.allocate(Long.BYTES).putLong(meeting.token()).flip());

                String why = assertThrows(IllegalStateException.class, () -> listening.read(ByteBuffer.allocate(1)))
                        .getMessage();

                assertEquals("a channel is not connected: it is somebody else's", why);
                assertEquals(1, cleanings.get());
                sender.configureBlocking(false);
                assertEquals(-1, sender.read(ByteBuffer.allocate(1)));
            }
        }
    }

    @Test
    void whatAnEndHoldsIsClosedThoughOneOfItCannotBe() {
        List<String> closed = new ArrayList<>();

        IOException first = assertThrows(
                IOException.class,
                () -> ConnectingEnd.closeAll(List.of(
                        () -> closed.add("caller"),
                        () -> {
                            throw new IOException("listener");
                        },
                        () -> {
                            throw new IOException("place");
                        },
                        () -> closed.add("channel"))));

        assertEquals("listener", first.getMessage());
        assertEquals("place", first.getSuppressed()[0].getMessage());
        assertEquals(List.of("caller", "channel"), closed);
    }

    /// Strangers fill the queue of a listener that accepts none, so that a call does not come through.
    @Test
    void whoCallsAPortThatDoesNotAnswerDoesNotWaitForIt() throws IOException {
        Region line = Region.allocate(Region.LINE);
        List<SocketChannel> strangers = new ArrayList<>();
        try (ServerSocketChannel full = ServerSocketChannel.open();
                ServerSocketChannel named = new PortMeeting(line, LOOPBACK).listen()) {
            assertTrue(named.isOpen());
            full.bind(new InetSocketAddress(LOOPBACK, 0), 1);
            line.setRelease(0, ((InetSocketAddress) full.getLocalAddress()).getPort());
            for (int i = 0; i < 8; i++) {
                SocketChannel stranger = SocketChannel.open();
                strangers.add(stranger);
                stranger.configureBlocking(false);
                stranger.connect(full.getLocalAddress());
            }
            CallingEnd calling = new CallingEnd(new PortMeeting(line, LOOPBACK));
            assertTimeoutPreemptively(PATIENCE, () -> {
                assertEquals(0, calling.write(ByteBuffer.wrap(SAID)));
                assertEquals(0, calling.write(ByteBuffer.wrap(SAID)));
                calling.close();
                assertFalse(calling.isOpen());
            });
        } finally {
            for (SocketChannel each : strangers) {
                each.close();
            }
        }
    }

    @Test
    void whoCallsAPathWithoutRoomForAnotherCallIsToldSoAtOnce() throws IOException {
        Path path = folder.resolve("full.socket");
        List<CallingEnd> callers = new ArrayList<>();
        try (ServerSocketChannel full = new PathMeeting(path).listen()) {
            assertTrue(full.isOpen());
            assertTimeoutPreemptively(PATIENCE, () -> {
                String why = assertThrows(IllegalStateException.class, () -> {
                            for (int i = 0; i < 8; i++) {
                                callers.add(new CallingEnd(new PathMeeting(path)));
                                callers.getLast().write(ByteBuffer.wrap(SAID));
                            }
                        })
                        .getMessage();
                assertTrue(why.startsWith("a channel is not connected: nobody answers at " + path), why);
            });
        } finally {
            for (CallingEnd each : callers) {
                each.close();
            }
        }
    }

    /// Otherwise it would wait for as long as a carrier has patience.
    @Test
    void aSenderThatLeavesHasLeftOnceTheReceiverHasReadAll() throws IOException {
        Path path = folder.resolve("left.socket");
        try (ListeningEnd listening = new ListeningEnd(new PathMeeting(path));
                CallingEnd calling = new CallingEnd(new PathMeeting(path))) {
            ByteBuffer got = ByteBuffer.allocate(64);
            assertEquals(0, listening.read(got));
            assertEquals(SAID.length, calling.write(ByteBuffer.wrap(SAID)));
            assertEquals(SAID.length, listening.read(got));
            assertFalse(calling.leave());
            assertTrue(calling.isOpen());
            assertEquals(-1, listening.read(got));
            assertTrue(calling.leave());
            assertFalse(calling.isOpen());
        }
    }

    private static SocketChannel stranger(Region line) throws IOException {
        return SocketChannel.open(new InetSocketAddress(LOOPBACK, (int) line.getAcquire(0)));
    }

    @Test
    void aSenderThatHasNotSaidItsTokenYetIsNotHungUpOnForThoseWhoCallAfterIt() throws IOException {
        Region line = Region.allocate(Region.LINE);
        PortMeeting meeting = new PortMeeting(line, LOOPBACK);
        List<SocketChannel> silent = new ArrayList<>();
        try (ListeningEnd listening = new ListeningEnd(meeting)) {
            ByteBuffer got = ByteBuffer.allocate(64);
            assertEquals(0, listening.read(got));
            try (SocketChannel slow = stranger(line)) {
                for (int i = 0; i < 20; i++) {
                    silent.add(stranger(line));
                }
                assertEquals(0, listening.read(got));
                slow.write(
                        ByteBuffer.allocate(Long.BYTES).putLong(meeting.token()).flip());
                slow.write(ByteBuffer.wrap(SAID));
                assertEquals(SAID.length, listening.read(got));
            }
        } finally {
            for (SocketChannel each : silent) {
                each.close();
            }
        }
    }

    /// So that they do not keep the sender out either.
    @Test
    void thoseWhoSayNothingForLongAreHungUpOn() throws IOException {
        Region line = Region.allocate(Region.LINE);
        AtomicLong clock = new AtomicLong();
        List<SocketChannel> silent = new ArrayList<>();
        try (ListeningEnd listening = new ListeningEnd(new PortMeeting(line, LOOPBACK), clock::get);
                CallingEnd calling = new CallingEnd(new PortMeeting(line, LOOPBACK))) {
            ByteBuffer got = ByteBuffer.allocate(64);
            assertEquals(0, listening.read(got));
            for (int i = 0; i < ListeningEnd.MOST_CALLERS; i++) {
                silent.add(stranger(line));
                assertEquals(0, listening.read(got));
            }
            assertEquals(SAID.length, calling.write(ByteBuffer.wrap(SAID)));
            assertEquals(0, listening.read(got)); // there is no place for it
            clock.addAndGet(ListeningEnd.PATIENCE_NANOS + 1);
            assertEquals(0, listening.read(got)); // makes room
            assertEquals(SAID.length, listening.read(got));
            for (SocketChannel each : silent) {
                assertEquals(-1, each.read(ByteBuffer.allocate(1)));
            }
        } finally {
            for (SocketChannel each : silent) {
                assertDoesNotThrow(each::close);
            }
        }
    }

    @Test
    void thePathOfASocketIsMeasuredInBytes() {
        assertDoesNotThrow(() -> PathMeeting.requireShort("/" + "x".repeat(106)));
        assertDoesNotThrow(() -> PathMeeting.requireShort("/" + "\u00e4".repeat(53)));
        String why = assertThrows(IOException.class, () -> PathMeeting.requireShort("/" + "\u00e4".repeat(54)))
                .getMessage();
        assertEquals("the path of a socket has 107 bytes at most, and this has 109; give a shorter directory", why);
    }
}
