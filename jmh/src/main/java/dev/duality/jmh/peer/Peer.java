// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.peer;

import dev.duality.jmh.cell.Pairs;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A peer, as its client sees it: asked by a line, answers by a line.
///
/// - **Threads:** one at a time asks; [#failure] is for any.
/// - **Errors:** a peer that has failed, or does not answer in time, is of no more use: all that asks it throws
///   [PeerFailed] at once.
final class Peer implements AutoCloseable {
    private static final String DONE = PeerLines.DONE;
    private static final String FAILED = PeerLines.FAILED;

    private final int number;
    private final Launcher.Started process;
    private final PeerLines lines;
    private final CompletableFuture<String> failure = new CompletableFuture<>();
    private volatile CompletableFuture<String> answer = new CompletableFuture<>();
    private volatile boolean closed;

    Peer(int number, Launcher.Started process, PeerLines lines) {
        this.number = number;
        this.process = process;
        this.lines = lines;
        Thread reader = new Thread(this::read, "peer-" + number + "-reader");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try {
            for (Optional<String> line = lines.read(); line.isPresent(); line = lines.read()) {
                if (line.get().startsWith(FAILED)) {
                    failure.complete(name() + ": " + line.get().substring(FAILED.length()));
                } else {
                    answer.complete(line.get());
                }
            }
        } catch (IOException _) {
            // as good as the end
        }
        failure.complete(closed ? name() + " was ended" : name() + " " + process.ending());
    }

    private String name() {
        return "the process of peer " + number;
    }

    /// The network interface by which it is reached, if that is known.
    Optional<String> link() {
        return lines.link();
    }

    /// The numeric address of this host, by which it reaches this one.
    String address() throws IOException {
        return lines.address();
    }

    /// Completes with the reason, in one line, when the peer fails.
    CompletableFuture<String> failure() {
        return failure;
    }

    /// Asks, and waits for the answer.
    /// @throws PeerFailed if it fails, or does not answer
    SequencedMap<String, String> ask(String verb, Map<String, String> told, long patienceMillis) {
        send(verb, told);
        return await(verb, patienceMillis);
    }

    /// Asks without waiting; what follows is [#await].
    /// @throws PeerFailed if it has gone
    void send(String verb, Map<String, String> told) {
        answer = new CompletableFuture<>();
        try {
            lines.write(verb + " " + Pairs.text(told));
        } catch (IOException e) {
            failure.complete(name() + " has gone"); // or an interrupt of the thread that asked has closed the socket
            throw new PeerFailed(failure.getNow(""), e);
        }
    }

    /// Waits for the answer to what was sent last.
    /// @throws PeerFailed if it fails, or does not answer
    SequencedMap<String, String> await(String verb, long patienceMillis) {
        try {
            CompletableFuture.anyOf(answer, failure).get(patienceMillis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            String reason = "%s has not answered '%s' for %d s; %s"
                    .formatted(name(), verb, patienceMillis / 1000, ThreadDump.told(process.dump()));
            failure.complete(reason);
            throw new PeerFailed(reason, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure.complete(name() + " was not waited for"); // its answer would be taken for that to the next question
            throw new PeerFailed("interrupted while a peer was asked '" + verb + "'", e);
        } catch (ExecutionException e) {
            throw new AssertionError("nothing is completed so", e);
        }
        if (failure.isDone()) {
            throw new PeerFailed(failure.getNow(""));
        }
        return Pairs.parse(answer.getNow("").substring(DONE.length()));
    }

    /// Ends the process.
    @Override
    public void close() {
        closed = true;
        try {
            lines.close(); // which it takes for its end
        } catch (IOException _) {
            // then it is ended below
        }
        process.end();
    }
}
