// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.socket;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.LongSupplier;

/// The receiver's end of a connection whose sender is in another process. It listens from the first look on, and gives
/// no bytes until somebody has called who knows the token; strangers are hung up on.
///
/// - **Threads:** one reads and writes; [#close] is safe from any.
final class ListeningEnd implements ByteChannel {
    /// Callers who have not said who they are; more of them wait in the kernel until one of these is hung up on.
    static final int MOST_CALLERS = 64;

    /// The time in which a caller says who it is: the word comes right behind the call.
    static final long PATIENCE_NANOS = 10_000_000_000L;

    private final Meeting meeting;
    private final LongSupplier nanos;
    private final Deque<Caller> callers = new ArrayDeque<>(); // under the lock, as all that follows
    private Optional<ServerSocketChannel> listening = Optional.empty();
    private SocketChannel channel; // null until it is connected; written by the thread that reads
    private boolean closed;

    /// A caller, what it has said so far, and since when it is heard.
    private record Caller(SocketChannel channel, ByteBuffer said, long sinceNanos) {}

    ListeningEnd(Meeting meeting) {
        this(meeting, System::nanoTime);
    }

    /// @param nanos a clock
    ListeningEnd(Meeting meeting, LongSupplier nanos) {
        this.meeting = meeting;
        this.nanos = nanos;
    }

    @Override
    public int read(ByteBuffer bytes) throws IOException {
        try {
            int count = channel == null && !connected() ? 0 : channel.read(bytes);
            if (count < 0) {
                channel.shutdownOutput(); // tells the sender that all has come
            }
            return count;
        } catch (IOException e) {
            throw OtherEndGone.of(e);
        }
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        try {
            return channel == null && !connected() ? 0 : channel.write(bytes);
        } catch (IOException e) {
            throw OtherEndGone.of(e);
        }
    }

    private synchronized boolean connected() throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        try {
            accept(listening.isPresent() ? listening.get() : listen());
            return hears();
        } catch (IOException e) {
            throw new IllegalStateException("a channel is not connected: " + e.getMessage(), e);
        }
    }

    private ServerSocketChannel listen() throws IOException {
        ServerSocketChannel at = meeting.listen();
        listening = Optional.of(at);
        at.configureBlocking(false);
        return at;
    }

    private void accept(ServerSocketChannel at) throws IOException {
        while (callers.size() < MOST_CALLERS) {
            SocketChannel caller = at.accept();
            if (caller == null) {
                return;
            }
            callers.addLast(new Caller(caller, ByteBuffer.allocate(Long.BYTES), nanos.getAsLong()));
            caller.configureBlocking(false);
        }
    }

    /// Hears what each caller has said.
    /// @return whether the sender is among them
    private boolean hears() throws IOException {
        for (Iterator<Caller> each = callers.iterator(); each.hasNext(); ) {
            Caller caller = each.next();
            boolean goesOn = hears(caller);
            if (goesOn && !caller.said().hasRemaining() && caller.said().getLong(0) == meeting.token()) {
                each.remove();
                take(caller.channel());
                return true;
            }
            boolean late = nanos.getAsLong() - caller.sinceNanos() > PATIENCE_NANOS;
            if (!goesOn || !caller.said().hasRemaining() || late) {
                each.remove();
                caller.channel().close();
            }
        }
        return false;
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
