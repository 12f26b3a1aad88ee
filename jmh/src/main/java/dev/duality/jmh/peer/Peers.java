// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.peer;

import dev.duality.messaging.folder.ScratchFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// The peers of one client. They are started when they are needed first, and serve one kernel after the other, so that
/// their code is compiled when it is measured. For one thread at a time.
final class Peers implements AutoCloseable {
    /// A JVM on a busy machine takes seconds.
    private static final long START_NANOS = TimeUnit.SECONDS.toNanos(60);

    private static final int LOOK_MILLIS = 2;

    private final Launcher launcher;
    private final Path control;
    private final List<Peer> peers = new ArrayList<>();

    /// @param folder where the client listens
    Peers(Launcher launcher, ScratchFolder folder) {
        this.launcher = launcher;
        this.control = folder.path().resolve("control");
    }

    /// So many peers, all of which can be asked: where one of them has failed, all are new.
    List<Peer> of(int count) {
        if (peers.stream().anyMatch(peer -> peer.failure().isDone())) {
            close();
        }
        if (peers.size() < count) {
            try {
                start(count);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot listen to peers at " + control + ": " + e.getMessage(), e);
            }
        }
        return List.copyOf(peers.subList(0, count));
    }

    private void start(int count) throws IOException {
        List<Launcher.Started> started = new ArrayList<>();
        int first = peers.size();
        try (ServerSocketChannel listening = launcher.listen(control, count);
                PeerReception arrivals = new PeerReception(listening)) {
            listening.configureBlocking(false);
            Map<String, Integer> awaited = new HashMap<>();
            for (int number = first; number < count; number++) {
                started.add(launcher.start(control, number));
                awaited.put(launcher.hello(number), number);
            }
            Peer[] come = new Peer[count - first];
            while (!awaited.isEmpty()) {
                PeerReception.Arrived one = await(arrivals, awaited.keySet(), started, first);
                int number = awaited.remove(one.line());
                come[number - first] = new Peer(number, started.get(number - first), one.lines());
            }
            peers.addAll(List.of(come));
        } catch (IOException | RuntimeException e) {
            started.forEach(Launcher.Started::end);
            throw e;
        }
    }

    private static PeerReception.Arrived await(
            PeerReception arrivals, Set<String> awaited, List<Launcher.Started> started, int first) throws IOException {
        long began = System.nanoTime();
        while (true) {
            Optional<PeerReception.Arrived> come = arrivals.next(awaited);
            if (come.isPresent()) {
                return come.get();
            }
            for (int i = 0; i < started.size(); i++) {
                if (!started.get(i).alive()) {
                    throw new PeerFailed("the process of peer %d %s before it was ready"
                            .formatted(first + i, started.get(i).ending()));
                }
            }
            if (System.nanoTime() - began > START_NANOS) {
                boolean asked = false;
                for (Launcher.Started one : started) {
                    asked |= one.dump();
                }
                throw new PeerFailed("a peer was not ready after %d s; %s"
                        .formatted(TimeUnit.NANOSECONDS.toSeconds(START_NANOS), ThreadDump.told(asked)));
            }
            try {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new PeerFailed("interrupted while a peer started", e);
            }
        }
    }

    /// The network interface by which the first is reached, if that is known.
    Optional<String> link() {
        return peers.isEmpty() ? Optional.empty() : peers.getFirst().link();
    }

    /// Ends all.
    @Override
    public void close() {
        peers.forEach(Peer::close);
        peers.clear();
    }
}
