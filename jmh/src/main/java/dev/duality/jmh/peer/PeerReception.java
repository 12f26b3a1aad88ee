// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.peer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Receives those who connect to where peers are awaited. A peer's first line says who it is. Whoever says something
/// else, or nothing in time, is a stranger, and is sent away; nobody waits for another. For one thread at a time.
final class PeerReception implements AutoCloseable {
    private static final long FIRST_LINE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int LONGEST_BYTES = 128;
    private static final int MOST_STRANGERS = 64; // silent at a time, beside as many as are awaited; the first one goes

    private final ServerSocketChannel listening;
    private final Deque<Silent> silent = new ArrayDeque<>();

    /// A peer that has said who it is, and the lines to it.
    record Arrived(String line, PeerLines lines) {}

    /// A connection whose first line has not come yet.
    private record Silent(SocketChannel channel, ByteBuffer said, long since) {
        /// The line, without its end, once it has come.
        Optional<String> line() {
            int last = said.position() - 1;
            return last >= 0 && said.get(last) == '\n'
                    ? Optional.of(StandardCharsets.US_ASCII
                            .decode(said.slice(0, last))
                            .toString())
                    : Optional.empty();
        }
    }

    /// @param listening does not block
    PeerReception(ServerSocketChannel listening) {
        this.listening = listening;
    }

    /// The next one whose line is awaited; empty if there is none now.
    /// @throws IOException if no more can come
    Optional<Arrived> next(Set<String> awaited) throws IOException {
        for (SocketChannel channel = listening.accept(); channel != null; channel = listening.accept()) {
            channel.configureBlocking(false);
            silent.addLast(new Silent(channel, ByteBuffer.allocate(LONGEST_BYTES), System.nanoTime()));
            if (silent.size() > MOST_STRANGERS + awaited.size()) {
                sendAway(silent.removeFirst());
            }
        }
        for (Iterator<Silent> each = silent.iterator(); each.hasNext(); ) {
            Silent one = each.next();
            boolean ended = ends(one);
            Optional<String> line = one.line();
            if (line.filter(awaited::contains).isPresent()) {
                each.remove();
                one.channel().configureBlocking(true);
                return Optional.of(new Arrived(line.get(), new PeerLines(one.channel())));
            }
            if (ended || line.isPresent() || System.nanoTime() - one.since() > FIRST_LINE_NANOS) {
                each.remove();
                sendAway(one);
            }
        }
        return Optional.empty();
    }

    /// Takes what has come; a peer says no more than its line until it is asked.
    /// @return whether nothing more comes, or may
    private static boolean ends(Silent one) {
        try {
            return one.channel().read(one.said()) < 0 || !one.said().hasRemaining();
        } catch (IOException _) {
            return true; // it has gone
        }
    }

    private static void sendAway(Silent one) {
        try {
            one.channel().close();
        } catch (IOException _) {
            // it is of no more use either way
        }
    }

    /// Sends all strangers away.
    @Override
    public void close() {
        silent.forEach(PeerReception::sendAway);
        silent.clear();
    }
}
