// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.socket;

import dev.duality.shm.Diagnosis;
import dev.duality.shm.Region;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.security.SecureRandom;
import java.util.Optional;

/// A port that the system gives, so that none is ever taken already. Where it is, and a number that no stranger knows,
/// stands in a line that both processes share: of a mapped file, or of a window that the hosts of a job have.
final class PortMeeting implements Meeting {
    /* The receiver owns the line while `port` is 0, and nobody writes to it after that. Tried by ApartTest between
     * two openings, by ProcessesTest between JVMs and by AcrossHostsTest between hosts.
     *
     *   receiver  R1 listens   R2 plain token, address   R3 release port
     *   sender    S1 acquire port, is it 0?   S2 plain token, address   S3 calls
     *
     * Whoever calls is heard, and knows the token: S1 sees an R3, so R1 and R2 happen-before S2 and S3.
     * Weaker breaks it: with R3 or S1 opaque S2 may read half of an address.
     * Stronger is waste: each side decides by the same word.
     */
    private static final long PORT = 0;
    private static final long TOKEN = 8;
    private static final long LENGTH = 16; // of the address: 4 or 16 bytes
    private static final long ADDRESS = 24; // two words
    private static final int LONGEST = 16;

    /// The time that a call has to come through before the caller goes on without it and looks again: most need less.
    private static final long FIRST_LOOK_NANOS = 50_000_000;

    private final Region line;
    private final InetAddress own;

    /// @param line one that both processes share, all zero
    /// @param own the address by which the other process reaches this one
    PortMeeting(Region line, InetAddress own) {
        this.line = line;
        this.own = own;
    }

    @Override
    public ServerSocketChannel listen() throws IOException {
        ServerSocketChannel listening = ServerSocketChannel.open();
        try {
            listening.bind(new InetSocketAddress(own, 0)); // R1
        } catch (IOException e) {
            listening.close();
            throw new IOException(
                    "cannot listen at %s: %s; give an address of this host"
                            .formatted(own.getHostAddress(), Diagnosis.reason(e)),
                    e);
        }
        byte[] address = own.getAddress();
        ByteBuffer words = ByteBuffer.allocate(LONGEST).put(address).clear();
        line.setPlain(TOKEN, new SecureRandom().nextLong()); // R2
        line.setPlain(LENGTH, address.length);
        line.setPlain(ADDRESS, words.getLong());
        line.setPlain(ADDRESS + 8, words.getLong());
        line.setRelease(PORT, ((InetSocketAddress) listening.getLocalAddress()).getPort()); // R3
        return listening;
    }

    @Override
    public Optional<SocketChannel> call() throws IOException {
        int port = (int) line.getAcquire(PORT); // S1
        if (port == 0) {
            return Optional.empty();
        }
        SocketChannel channel = SocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            channel.connect(new InetSocketAddress(theirs(), port)); // S3
            long since = System.nanoTime();
            while (!channel.finishConnect() && System.nanoTime() - since < FIRST_LOOK_NANOS) {
                Thread.onSpinWait();
            }
            return Optional.of(channel);
        } catch (IOException e) {
            channel.close();
            throw unanswered(e);
        }
    }

    @Override
    public String place() throws IOException {
        return "%s, port %d".formatted(theirs().getHostAddress(), line.getAcquire(PORT));
    }

    private InetAddress theirs() throws UnknownHostException {
        byte[] address = new byte[(int) line.getPlain(LENGTH)]; // S2
        ByteBuffer.allocate(LONGEST)
                .putLong(line.getPlain(ADDRESS))
                .putLong(line.getPlain(ADDRESS + 8))
                .clear()
                .get(address);
        return InetAddress.getByAddress(address);
    }

    @Override
    public long token() {
        return line.getPlain(TOKEN);
    }

    @Override
    public void done() {
        // a port is given back by whoever listens there
    }
}
