// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.socket;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/// The receiver's end of a connection whose sender is in another process. It listens from the first look on, and gives
/// no bytes until somebody has called who knows the token; strangers are hung up on.
///
/// - **Threads:** one reads and writes; [#close] is safe from any.
final class ListeningEnd extends ConnectingEnd {
    /// Callers who have not said who they are; more of them wait in the kernel until one of these is hung up on.
    static final int MOST_CALLERS = 64;

    /// The time in which a caller says who it is: the word comes right behind the call.
    static final long PATIENCE_NANOS = 10_000_000_000L;

    private final LongSupplier nanos;
    private final Deque<Connection> callers = new ArrayDeque<>(); // under the lock, as all that follows
    private Optional<ServerSocketChannel> listening = Optional.empty();

    /// A caller, what it has said so far, and since when it is heard.
    private record Connection(SocketChannel channel, ByteBuffer said, long sinceNanos) {}

    ListeningEnd(Meeting meeting) {
        this(meeting, System::nanoTime);
    }

    /// @param nanos a clock
    ListeningEnd(Meeting meeting, LongSupplier nanos) {
        super(meeting);
        this.nanos = nanos;
    }

    @Override
    Optional<SocketChannel> meet() throws IOException {
        accept(listening.isPresent() ? listening.get() : listen());
        Optional<SocketChannel> sender = sender();
        if (sender.isPresent()) {
            try {
                hangUp();
            } catch (IOException e) {
                sender.get().close(); // nobody else has it yet
                throw e;
            }
        }
        return sender;
    }

    /// Tells the sender that all has come.
    @Override
    void ended() throws IOException {
        channel.shutdownOutput();
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
            callers.addLast(new Connection(caller, ByteBuffer.allocate(Long.BYTES), nanos.getAsLong()));
            caller.configureBlocking(false);
        }
    }

    /// Hears what each caller has said.
    /// @return the one among them that is the sender
    private Optional<SocketChannel> sender() throws IOException {
        for (Iterator<Connection> each = callers.iterator(); each.hasNext(); ) {
            Connection caller = each.next();
            boolean goesOn = hears(caller);
            if (goesOn && !caller.said().hasRemaining() && caller.said().getLong(0) == meeting.token()) {
                SocketChannel sender = forCredits(caller.channel()); // if that fails it still is one of the callers
                each.remove();
                return Optional.of(sender);
            }
            boolean late = nanos.getAsLong() - caller.sinceNanos() > PATIENCE_NANOS;
            if (!goesOn || !caller.said().hasRemaining() || late) {
                each.remove();
                caller.channel().close();
            }
        }
        return Optional.empty();
    }

    /// @return whether it has not hung up
    private static boolean hears(Connection caller) {
        try {
            return caller.channel().read(caller.said()) >= 0;
        } catch (IOException _) {
            return false;
        }
    }

    private static SocketChannel forCredits(SocketChannel sender) throws IOException {
        if (!(sender.getLocalAddress() instanceof UnixDomainSocketAddress)) {
            sender.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
        return sender;
    }

    @Override
    void hangUp() throws IOException {
        List<Closeable> held = new ArrayList<>();
        callers.forEach(caller -> held.add(caller.channel()));
        if (listening.isPresent()) {
            held.add(listening.get());
            held.add(meeting::done);
        }
        callers.clear();
        listening = Optional.empty();
        closeAll(held);
    }
}
