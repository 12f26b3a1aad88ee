// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.messaging.folder.ScratchFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeersTest {
    /// Peers come over a network, and strangers before them.
    private static final class Open implements Launcher, AutoCloseable {
        private final List<String> strangers;
        private final List<SocketChannel> connected = new ArrayList<>();
        private InetSocketAddress address;

        Open(List<String> strangers) {
            this.strangers = strangers;
        }

        @Override
        public ServerSocketChannel listen(Path control, int count) throws IOException {
            ServerSocketChannel listening =
                    ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
            address = (InetSocketAddress) listening.getLocalAddress();
            for (String stranger : strangers) {
                connect(stranger);
            }
            return listening;
        }

        private void connect(String says) throws IOException {
            SocketChannel channel = SocketChannel.open(address);
            channel.write(ByteBuffer.wrap(says.getBytes(StandardCharsets.UTF_8)));
            connected.add(channel);
        }

        @Override
        public String hello(int number) {
            return "hello " + number + " 5ec3e7";
        }

        @Override
        public Started start(Path control, int number) {
            try {
                connect("hello " + number + " 5ec3e7\n");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new PeerTest.Silent(false);
        }

        @Override
        public void close() {
            for (SocketChannel channel : connected) {
                try {
                    channel.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private static int come(List<String> strangers, Path folder) {
        return come(strangers, 2, folder);
    }

    private static int come(List<String> strangers, int peerCount, Path folder) {
        return assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            try (Open launcher = new Open(strangers);
                    ScratchFolder own = ScratchFolder.create(folder, "peers");
                    Peers peers = new Peers(launcher, own)) {
                return peers.of(peerCount).size();
            }
        });
    }

    @Test
    void aSilentStrangerHoldsNothingUp(@TempDir Path folder) {
        assertEquals(2, come(List.of("", "hel"), folder));
    }

    @Test
    void whoDoesNotKnowTheNumberOrIsNotAwaitedIsNoPeer(@TempDir Path folder) {
        List<String> strangers = List.of(
                "hello 0\n",
                "hello 1 5ec3e8\n",
                "hello 2 5ec3e7\n",
                "hello -1 5ec3e7\n",
                "hello\n",
                "GET / HTTP/1.1\r\n\r\n",
                "x".repeat(10_000));

        assertEquals(2, come(strangers, folder));
    }

    /// More than are listened to at a time.
    @Test
    void manyStrangersDoNotKeepThePeersOut(@TempDir Path folder) {
        assertEquals(2, come(Collections.nCopies(90, ""), folder));
    }

    /// More than may be silent at a time, and all are there before the first is heard.
    @Test
    void peersDoNotKeepEachOtherOut(@TempDir Path folder) {
        assertEquals(90, come(List.of(), 90, folder));
    }

    @Test
    void aCallIsOneWordAndBack() {
        for (int port : new int[] {1, 65_535}) {
            HostJob.Call call = HostJob.Call.to(port);

            assertEquals(call, HostJob.Call.of(call.word()));
            assertEquals(port, call.port());
            assertTrue(call.word() > 0, call::toString); // neither nobody's call nor the last one
            assertNotEquals(call, HostJob.Call.to(port));
        }
    }
}
