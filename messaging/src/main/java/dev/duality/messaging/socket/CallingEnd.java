// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/// The sender's end of a connection whose receiver is in another process. It takes no bytes until the receiver listens;
/// then it calls, says who it is, and goes on.
///
/// - **Threads:** one writes and reads; [#close] is safe from any.
final class CallingEnd implements ByteChannel {
    private final Meeting meeting;
    private SocketChannel channel; // null until it is connected; written under the lock, by the thread that writes
    private boolean closed; // under the lock

    CallingEnd(Meeting meeting) {
        this.meeting = meeting;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        return channel == null && !connected() ? 0 : channel.write(bytes);
    }

    @Override
    public int read(ByteBuffer bytes) throws IOException {
        return channel == null && !connected() ? 0 : channel.read(bytes);
    }

    private synchronized boolean connected() throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        Optional<SocketChannel> called;
        try {
            called = meeting.call();
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            throw new IllegalStateException("a channel is not connected: " + e.getMessage(), e);
        }
        if (called.isEmpty()) {
            return false;
        }
        SocketChannel to = called.get();
        try {
            ByteBuffer token =
                    ByteBuffer.allocate(Long.BYTES).putLong(meeting.token()).flip();
            while (token.hasRemaining()) {
                to.write(token); // of a connection that is new, so that it does not wait
            }
            to.configureBlocking(false);
        } catch (IOException e) {
            to.close();
            throw e;
        }
        channel = to;
        return true;
    }

    @Override
    public synchronized boolean isOpen() {
        return !closed;
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        if (channel != null) {
            channel.close();
        }
    }
}
