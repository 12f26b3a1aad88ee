// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/// The sender's end of a connection whose receiver is in another process. It takes no bytes until the receiver listens;
/// then it calls, says who it is, and goes on.
///
/// - **Threads:** one writes and reads; [#close] is safe from any.
final class CallingEnd implements SendingEnd {
    private static final int CREDITS_BYTES = 64;

    private final Meeting meeting;
    private SocketChannel channel; // null until it is connected; written under the lock, by the thread that writes
    private Optional<SocketChannel> calling = Optional.empty(); // a call that has not come through; under the lock
    private final ByteBuffer unread = ByteBuffer.allocate(CREDITS_BYTES); // credits, of one who has left
    private boolean closed; // under the lock

    CallingEnd(Meeting meeting) {
        this.meeting = meeting;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        try {
            return channel == null && !connected() ? 0 : channel.write(bytes);
        } catch (IOException e) {
            throw OtherEndGone.of(e);
        }
    }

    @Override
    public int read(ByteBuffer bytes) throws IOException {
        try {
            return channel == null && !connected() ? 0 : channel.read(bytes);
        } catch (IOException e) {
            throw OtherEndGone.of(e);
        }
    }

    private void hangUp() throws IOException {
        if (calling.isPresent()) {
            calling.get().close();
            calling = Optional.empty();
        }
    }

    /// Never waits long: the lock is what [#close] needs.
    private synchronized boolean connected() throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        try {
            if (calling.isEmpty()) {
                calling = meeting.call();
            }
            if (calling.isEmpty() || !meeting.answers(calling.get())) {
                return false;
            }
        } catch (IOException e) {
            hangUp();
            throw new IllegalStateException("a channel is not connected: " + e.getMessage(), e);
        }
        SocketChannel to = calling.get();
        try {
            ByteBuffer token =
                    ByteBuffer.allocate(Long.BYTES).putLong(meeting.token()).flip();
            while (token.hasRemaining()) {
                to.write(token); // of a connection that is new, so that it does not wait
            }
        } catch (IOException e) {
            hangUp();
            throw e;
        }
        calling = Optional.empty();
        channel = to;
        return true;
    }

    /// Says that nothing more comes, and reads on until the receiver has said so as well, which it does when it has
    /// read all. To close a connection with credits that nobody has read is to reset it: what the receiver's kernel has
    /// not taken would be gone.
    @Override
    public synchronized boolean leave() throws IOException {
        if (channel == null || closed) {
            close();
            return true;
        }
        channel.shutdownOutput();
        int count;
        do {
            count = channel.read(unread.clear());
        } while (count > 0);
        if (count < 0) {
            close();
        }
        return count < 0;
    }

    @Override
    public synchronized boolean isOpen() {
        return !closed;
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        hangUp();
        if (channel != null) {
            channel.close();
        }
    }
}
