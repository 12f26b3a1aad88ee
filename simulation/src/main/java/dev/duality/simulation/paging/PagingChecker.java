// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.paging;

import dev.duality.shm.SplitMix64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Knows what every page holds, by writing down every store; objects to touches that find something else, and to frames
/// that do not add up. Keeps what hosts store: how far each is.
///
/// - **Threads:** any.
final class PagingChecker {
    private static final class Host {
        private Map<Integer, Long> parent = new HashMap<>();
        private Map<Integer, Long> child = new HashMap<>();
        private long touches;
        private long digest;
        private boolean done;
    }

    private final PagingPlan plan;
    private final Host[] hosts;
    private final Map<String, Long> counts = new LinkedHashMap<>();
    private int unfinished;
    private int mostDirty;
    private int leastOfPages;
    private long responses;
    private long responseNanos;
    private volatile boolean finished;
    private volatile Optional<String> violation = Optional.empty();

    PagingChecker(PagingPlan plan) {
        this.plan = plan;
        this.hosts = new Host[plan.hosts()];
        this.unfinished = plan.hosts();
        this.leastOfPages = plan.frames();
        for (int host = 0; host < hosts.length; host++) {
            hosts[host] = new Host();
        }
        for (String name : new String[] {
            "touches",
            "page-ins",
            "zero fills",
            "page-outs",
            "forks",
            "copies",
            "borrowed reads",
            "file reads",
            "file hits",
            "frames given"
        }) {
            counts.put(name, 0L);
        }
    }

    /// A host begins with nothing in memory.
    synchronized void begins(int host) {
        hosts[host].parent = new HashMap<>();
        hosts[host].child = new HashMap<>();
    }

    /// The child has what its parent has now.
    synchronized void forks(int host) {
        hosts[host].child = new HashMap<>(hosts[host].parent);
        count("forks", 1);
    }

    /// A touch is done.
    /// @param stored what it stores; negative if it only loads
    /// @param found what the page holds behind it
    synchronized void touched(int host, boolean ofChild, int page, long stored, long found) {
        Map<Integer, Long> memory = ofChild ? hosts[host].child : hosts[host].parent;
        if (stored >= 0) {
            memory.put(page, stored);
        }
        long expected = memory.getOrDefault(page, 0L);
        if (found != expected) {
            object("page %d of host %d's %s holds %d, but %d was stored there last"
                    .formatted(page, host, ofChild ? "child" : "process", found, expected));
        }
        hosts[host].touches++;
        hosts[host].digest = SplitMix64.of(hosts[host].digest, found);
        count("touches", 1);
    }

    /// A block of the file has come.
    synchronized void read(int host, int block, long found) {
        if (found != PagingWire.ofBlock(block)) {
            object("host %d read %d from block %d, which holds %d"
                    .formatted(host, found, block, PagingWire.ofBlock(block)));
        }
        count("file reads", 1);
    }

    /// A host has done something about its frames.
    synchronized void frames(int host, FramePool pool) {
        if (pool.counted() != plan.frames()) {
            object("host %d has %d frames, but knows of %d".formatted(host, plan.frames(), pool.counted()));
        }
        if (4 * pool.dirty() > plan.frames()) {
            object("host %d has %d dirty pages, more than a quarter of %d"
                    .formatted(host, pool.dirty(), plan.frames()));
        }
        if (pool.ofPages() < plan.frames() / 16) {
            object("host %d has left virtual memory %d frames, less than a sixteenth of %d"
                    .formatted(host, pool.ofPages(), plan.frames()));
        }
        mostDirty = Math.max(mostDirty, pool.dirty());
        leastOfPages = Math.min(leastOfPages, pool.ofPages());
    }

    /// A process has done a burst of touches, from its waking on.
    synchronized void responds(long nanos) {
        responses++;
        responseNanos += nanos;
    }

    synchronized void count(String name, long more) {
        counts.merge(name, more, Long::sum);
    }

    synchronized void isDone(int host) {
        if (!hosts[host].done) {
            hosts[host].done = true;
            unfinished--;
            finished = unfinished == 0;
        }
    }

    private void object(String line) {
        if (violation.isEmpty()) {
            violation = Optional.of(line);
        }
    }

    boolean finished() {
        return finished;
    }

    /// The first thing that must not be.
    Optional<String> violation() {
        return violation;
    }

    /// The number of touches that a host has done, in all of its lives.
    synchronized long touches(int host) {
        return hosts[host].touches;
    }

    synchronized int mostDirty() {
        return mostDirty;
    }

    synchronized int leastOfPages() {
        return leastOfPages;
    }

    /// The number of responses, each from waking to the end of a burst.
    synchronized long responses() {
        return responses;
    }

    /// The time of all of them.
    synchronized long responseNanos() {
        return responseNanos;
    }

    synchronized long digest() {
        long digest = 0;
        for (Host host : hosts) {
            digest = SplitMix64.of(digest, host.digest);
        }
        return digest;
    }

    synchronized Map<String, Long> counts() {
        return new LinkedHashMap<>(counts);
    }
}
