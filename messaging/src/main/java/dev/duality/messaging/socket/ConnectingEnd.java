// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.socket;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One end of a connection whose other end is in another process. It moves no bytes until the two have met.
///
/// - **Threads:** one writes and reads; [#close] is safe from any.
abstract class ConnectingEnd implements ByteChannel {
    final Meeting meeting;
    SocketChannel channel; // null until it is connected; written under the lock, by the thread that uses the end
    private boolean closed; // under the lock

    ConnectingEnd(Meeting meeting) {
        this.meeting = meeting;
    }

    /// Looks for the other end. Never waits long: it is called under the lock, which [#close] needs.
    /// @return empty if it is not there yet; else a channel to it, which belongs to this end from now on
    /// @throws IOException if the two cannot meet, in one line
    abstract Optional<SocketChannel> meet() throws IOException;

    /// Tells the other end what it has to know before the first byte. Called under the lock.
    void introduce(SocketChannel other) throws IOException {}

    /// The other end has said that nothing more comes from it.
    void ended() throws IOException {}

    /// Ends what was begun for [#meet] and has no use any more. Called under the lock.
    abstract void hangUp() throws IOException;

    private boolean isConnected() throws IOException {
        return channel != null || connects();
    }

    private synchronized boolean connects() throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        Optional<SocketChannel> other;
        try {
            other = meet();
        } catch (IOException e) {
            throw new Unconnected(e);
        }
        if (other.isPresent()) {
            try {
                introduce(other.get());
            } catch (IOException e) {
                other.get().close();
                throw e;
            }
            channel = other.get();
        }
        return other.isPresent();
    }

    @Override
    public final int write(ByteBuffer bytes) throws IOException {
        try {
            return isConnected() ? channel.write(bytes) : 0;
        } catch (IOException e) {
            throw OtherEndGone.of(e);
        }
    }

    @Override
    public final int read(ByteBuffer bytes) throws IOException {
        try {
            int count = isConnected() ? channel.read(bytes) : 0;
            if (count < 0) {
                ended();
            }
            return count;
        } catch (IOException e) {
            throw OtherEndGone.of(e);
        }
    }

    @Override
    public final synchronized boolean isOpen() {
        return !closed;
    }

    @Override
    public final synchronized void close() throws IOException {
        closed = true;
        List<Closeable> held = new ArrayList<>(List.of(this::hangUp));
        if (channel != null) {
            held.add(channel);
        }
        closeAll(held);
    }

    /// Closes all, in their order, whatever comes of each.
    /// @throws IOException the first failure, with those behind it
    static void closeAll(List<? extends Closeable> held) throws IOException {
        Optional<IOException> first = Optional.empty();
        for (Closeable each : held) {
            try {
                each.close();
            } catch (IOException e) {
                first.ifPresent(before -> before.addSuppressed(e));
                first = first.or(() -> Optional.of(e));
            }
        }
        if (first.isPresent()) {
            throw first.get();
        }
    }
}
