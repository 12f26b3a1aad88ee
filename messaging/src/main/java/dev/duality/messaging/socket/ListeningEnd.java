// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.socket;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;

/// The receiver's end of a connection whose sender is in another process. It listens from the first look on, and gives
/// no bytes until somebody has called who knows the token; strangers are hung up on.
///
/// - **Threads:** one reads and writes; [#close] is safe from any.
final class ListeningEnd implements ByteChannel {
    /// Callers who have not said who they are; when there are more, the first of them is hung up on.
    private static final int MOST_CALLERS = 8;

    private final Meeting meeting;
    private final Deque<Caller> callers = new ArrayDeque<>(); // under the lock, as all that follows
    private Optional<ServerSocketChannel> listening = Optional.empty();
    private SocketChannel channel; // null until it is connected; written by the thread that reads
    private boolean closed;

    /// A caller, and what it has said so far.
    private record Caller(SocketChannel channel, ByteBuffer said) {}

    ListeningEnd(Meeting meeting) {
        this.meeting = meeting;
    }

    @Override
    public int read(ByteBuffer bytes) throws IOException {
        int count = channel == null && !connected() ? 0 : channel.read(bytes);
        if (count < 0) {
            channel.shutdownOutput(); // tells the sender that all has come
        }
        return count;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        return channel == null && !connected() ? 0 : channel.write(bytes);
    }

    private synchronized boolean connected() throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        ServerSocketChannel at = listening.isPresent() ? listening.get() : listen();
        for (SocketChannel caller = at.accept(); caller != null; caller = at.accept()) {
            caller.configureBlocking(false);
            if (callers.size() == MOST_CALLERS) {
                callers.removeFirst().channel().close();
            }
            callers.addLast(new Caller(caller, ByteBuffer.allocate(Long.BYTES)));
        }
        for (Iterator<Caller> each = callers.iterator(); each.hasNext(); ) {
            Caller caller = each.next();
            boolean goesOn = hears(caller);
            if (goesOn && !caller.said().hasRemaining() && caller.said().getLong(0) == meeting.token()) {
                each.remove();
                take(caller.channel());
                return true;
            }
            if (!goesOn || !caller.said().hasRemaining()) {
                each.remove();
                caller.channel().close();
            }
        }
        return false;
    }

    private ServerSocketChannel listen() throws IOException {
        try {
            ServerSocketChannel at = meeting.listen();
            at.configureBlocking(false);
            listening = Optional.of(at);
            return at;
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            throw new IllegalStateException("a channel is not connected: " + e.getMessage(), e);
        }
    }

    /// @return whether it has not hung up
    private static boolean hears(Caller caller) {
        try {
            return caller.channel().read(caller.said()) >= 0;
        } catch (IOException _) {
            return false;
        }
    }

    private void take(SocketChannel caller) throws IOException {
        if (!(caller.getLocalAddress() instanceof UnixDomainSocketAddress)) {
            caller.setOption(StandardSocketOptions.TCP_NODELAY, true); // for the credits
        }
        channel = caller;
        hangUp();
    }

    private void hangUp() throws IOException {
        for (Caller caller : callers) {
            caller.channel().close();
        }
        callers.clear();
        if (listening.isPresent()) {
            listening.get().close();
            listening = Optional.empty();
            meeting.done();
        }
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
