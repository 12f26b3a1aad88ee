// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.peer;

import dev.duality.jmh.cell.Pairs;
import dev.duality.messaging.folder.ScratchFolder;
import dev.duality.shm.PollLoop;
import dev.duality.workloads.Caller;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Placement;
import dev.duality.workloads.Setting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;

/// A kernel that is open in several processes. Here it has the workers that measure, and for each server that is
/// elsewhere a thread that waits for its failure, so that a server that dies stops the workers as a thread's would.
final class PeerKernel implements Kernel {
    /// From when on a peer that does not answer is said to hang.
    static final long PATIENCE_MILLIS = 60_000;

    /// A peer, and whose part it takes.
    /// @param number of the server or of the worker
    record Party(Peer peer, int number, OptionalInt cpu) {}

    private final Setting setting;
    private final boolean serving;
    private final Kernel local;
    private final List<Party> parties;
    private final Path common;
    private final boolean near;
    private final CompletableFuture<String> closed = new CompletableFuture<>();
    private final List<Thread> watches = new ArrayList<>();
    private final Queue<RemoteCaller> callers = new ConcurrentLinkedQueue<>();

    /// @param serving whether the peers are servers; else they are workers
    PeerKernel(Setting setting, boolean serving, Kernel local, List<Party> parties, Path common) {
        this.setting = setting;
        this.serving = serving;
        this.local = local;
        this.parties = List.copyOf(parties);
        this.common = common;
        this.near = setting.placement() == Placement.PROCESSES;
    }

    @Override
    public void start(ThreadFactory factory) {
        local.start(_ -> new Thread(() -> {}, "elsewhere")); // no server runs in this process
        for (Party party : parties) {
            party.peer().ask("start", Map.of(), PATIENCE_MILLIS);
        }
        for (Party party : parties) {
            Thread watch = factory.newThread(() -> watch(party.peer()));
            watches.add(watch);
            watch.start();
        }
    }

    private void watch(Peer peer) {
        CompletableFuture.anyOf(peer.failure(), closed).join();
        if (!closed.isDone()) {
            throw new PeerFailed(peer.failure().getNow(""));
        }
    }

    @Override
    public Caller caller(int worker) {
        if (serving || worker == 0) {
            return local.caller(worker);
        }
        int peer = worker - 1;
        RemoteCaller caller = new RemoteCaller(
                setting,
                parties.get(peer).peer(),
                name -> near
                        ? RemoteCaller.Leash.of(common, name)
                        : HostJob.ofThisProcess().leash(peer));
        callers.add(caller);
        return caller;
    }

    /// The digest. Where the state is in common memory, any process knows it. Where servers own it, each server's
    /// process gives the digest of its own part in its present state and of all others' in their first; the digests of
    /// parts add up, so what is too much is this process's, where all parts are in their first state, once for all
    /// servers but one.
    @Override
    public long digest() {
        if (!serving) {
            return local.digest();
        }
        long digest = (1L - parties.size()) * local.digest();
        for (Party party : parties) {
            digest += Long.parseLong(
                    party.peer().ask("state", Map.of(), PATIENCE_MILLIS).get("digest"));
        }
        return digest;
    }

    /// Workers that share memory count there, each in lines of its own; servers and their senders on their heaps.
    @Override
    public Map<String, Long> counts() {
        if (!serving) {
            return local.counts();
        }
        Map<String, Long> counts = new HashMap<>(local.counts());
        for (Party party : parties) {
            Pairs.parse(party.peer().ask("state", Map.of(), PATIENCE_MILLIS).get("counts"))
                    .forEach((name, count) -> counts.merge(name, Long.parseLong(count), Long::sum));
        }
        return counts;
    }

    /// All close at once: an end of a connection waits for the other end to read what was sent, or to close.
    @Override
    public void close() {
        closed.complete("");
        for (RemoteCaller caller : callers) {
            try {
                caller.rest();
            } catch (PeerFailed _) {
                // as below
            }
        }
        List<Peer> closing = new ArrayList<>();
        for (Party party : parties) {
            try {
                party.peer().send("close", Map.of());
                closing.add(party.peer());
            } catch (PeerFailed _) {
                // as below
            }
        }
        try {
            local.close();
        } finally {
            for (Peer peer : closing) {
                try {
                    peer.await("close", PATIENCE_MILLIS);
                } catch (PeerFailed _) {
                    // whoever used it has been told; it is ended before the next kernel is opened
                }
            }
            watches.forEach(PollLoop::join);
            ScratchFolder.remove(common);
        }
    }
}
