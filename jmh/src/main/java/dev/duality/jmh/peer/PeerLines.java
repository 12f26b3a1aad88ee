// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.peer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Lines over a socket. One thread at a time reads, any write.
public final class PeerLines implements AutoCloseable {
    /// The beginning of an answer; names and values follow.
    public static final String DONE = "done ";

    /// The beginning of the line of a peer that can go on no more; the reason follows.
    public static final String FAILED = "failed ";

    /// The beginning of a peer's first line; its number follows, and on another host the key of its call.
    public static final String HELLO = "hello ";

    private final SocketChannel channel;
    private final ByteBuffer arrived = ByteBuffer.allocate(8 << 10).flip();

    public PeerLines(SocketChannel channel) {
        this.channel = channel;
    }

    /// Waits for a line.
    /// @return empty if the other end has gone
    public Optional<String> read() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            while (arrived.hasRemaining()) {
                byte one = arrived.get();
                if (one == '\n') {
                    return Optional.of(line.toString(StandardCharsets.UTF_8));
                }
                line.write(one);
            }
            arrived.clear();
            int read;
            try {
                read = channel.read(arrived);
            } finally {
                arrived.flip();
            }
            if (read < 0) {
                return Optional.empty();
            }
        }
    }

    /// @param line without a line's end in it
    public synchronized void write(String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /// The numeric address of this end, by which the other reaches this host.
    /// @throws IOException if it is closed, or is none of a network
    public String address() throws IOException {
        if (channel.getLocalAddress() instanceof InetSocketAddress own) {
            return own.getAddress().getHostAddress();
        }
        throw new IOException("the client is on this host, and needs no address");
    }

    /// The network interface of this end, if it is one, such as `eth0`.
    Optional<String> link() {
        try {
            return channel.getLocalAddress() instanceof InetSocketAddress own
                    ? Optional.ofNullable(NetworkInterface.getByInetAddress(own.getAddress()))
                            .map(NetworkInterface::getName)
                    : Optional.empty();
        } catch (IOException _) {
            return Optional.empty(); // closed, or not to be seen
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
