// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.socket;

import dev.duality.shm.Diagnosis;
import dev.duality.shm.Region;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.security.SecureRandom;
import java.util.Optional;

/// A port that the system gives. Where it is, and a number that no stranger knows, stands in a line that both processes
/// share, see [AddressLine].
final class PortMeeting implements Meeting {
    /// The time that a call has to come through before the caller goes on without it and looks again: most need less.
    private static final long FIRST_LOOK_NANOS = 50_000_000;

    private final AddressLine line;
    private final InetAddress own;

    /// @param line one that both processes share, all zero
    /// @param own the address by which the other process reaches this one
    PortMeeting(Region line, InetAddress own) {
        this.line = new AddressLine(line);
        this.own = own;
    }

    @Override
    public ServerSocketChannel listen() throws IOException {
        ServerSocketChannel listening = ServerSocketChannel.open();
        try {
            listening.bind(new InetSocketAddress(own, 0));
        } catch (IOException e) {
            listening.close();
            throw new IOException(
                    "cannot listen at %s: %s; give an address of this host"
                            .formatted(own.getHostAddress(), Diagnosis.reason(e)),
                    e);
        }
        line.tell((InetSocketAddress) listening.getLocalAddress(), new SecureRandom().nextLong());
        return listening;
    }

    @Override
    public Optional<SocketChannel> call() throws IOException {
        Optional<InetSocketAddress> theirs = line.told();
        if (theirs.isEmpty()) {
            return Optional.empty();
        }
        SocketChannel channel = SocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            channel.connect(theirs.get());
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
    public String place() {
        InetSocketAddress theirs = line.told().orElseThrow();
        return "%s, port %d".formatted(theirs.getAddress().getHostAddress(), theirs.getPort());
    }

    @Override
    public long token() {
        return line.token();
    }

    @Override
    public void done() {
        // a port is given back by whoever listens there
    }
}
