// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/// The sender's end of a connection whose receiver is in another process. It takes no bytes until the receiver listens;
/// then it calls, says who it is, and goes on.
///
/// - **Threads:** one writes and reads; [#close] is safe from any.
final class CallingEnd extends ConnectingEnd implements SendingEnd {
    private static final int CREDITS_BYTES = 64;

    private Optional<SocketChannel> calling = Optional.empty(); // a call that has not come through; under the lock
    private final ByteBuffer unread = ByteBuffer.allocate(CREDITS_BYTES); // credits, of one who has left

    CallingEnd(Meeting meeting) {
        super(meeting);
    }

    @Override
    Optional<SocketChannel> meet() throws IOException {
        try {
            if (calling.isEmpty()) {
                calling = meeting.call();
            }
            return calling.isPresent() && meeting.answers(calling.get()) ? calling : Optional.empty();
        } catch (IOException e) {
            hangUp();
            throw e;
        }
    }

    @Override
    void introduce(SocketChannel receiver) throws IOException {
        try {
            ByteBuffer token =
                    ByteBuffer.allocate(Long.BYTES).putLong(meeting.token()).flip();
            while (token.hasRemaining()) {
                receiver.write(token); // of a connection that is new, so that it does not wait
            }
        } catch (IOException e) {
            hangUp();
            throw e;
        }
        calling = Optional.empty();
    }

    @Override
    void hangUp() throws IOException {
        if (calling.isPresent()) {
            calling.get().close();
            calling = Optional.empty();
        }
    }

    /// Says that nothing more comes, and reads on until the receiver has said so as well, which it does when it has
    /// read all. To close a connection with credits that nobody has read is to reset it: what the receiver's kernel has
    /// not taken would be gone.
    @Override
    public synchronized boolean leave() throws IOException {
        if (channel == null || !isOpen()) {
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
}
