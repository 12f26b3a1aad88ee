// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.cache;

import dev.duality.shm.SplitMix64;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Knows the last write of each block, since it sees all clients and the server at once. The protocol never asks it.
///
/// A write takes effect when it is in its client's cache, or, if it goes to the server, when the server has it. What a
/// client loses by a crash, or by being declared dead, is undone: then the server's content is the last. Until a client
/// learns that it was declared dead, what it reads counts as read by the dead, and is not stale: nobody can help that.
///
/// - **Threads:** any.
final class ConsistencyChecker {
    private static final long UNDER_WAY = Long.MAX_VALUE;

    private static final class Write {
        private final int client;
        private final long file;
        private final int block;
        private final long stamp;
        private long effect = UNDER_WAY; // the higher, the later

        private Write(int client, long file, int block, long stamp) {
            this.client = client;
            this.file = file;
            this.block = block;
            this.stamp = stamp;
        }
    }

    private static final class Contents {
        private final Map<Integer, Cell> cells = new TreeMap<>();
        private final List<Long> stamps = new ArrayList<>(); // of its writes
        private boolean removing; // asked for, and not yet done
    }

    private static final class Cell {
        private final Write first; // what was there before anybody wrote
        private Write last;
        private Write stored;

        private Cell(Write first) {
            this.first = first;
            last = first;
            stored = first;
        }
    }

    private final boolean mayBeStale;
    private final Map<Long, Contents> files = new HashMap<>();
    private final Map<Long, Write> writes = new HashMap<>(); // by stamp, its bits spread
    private final Set<Integer> dead = new HashSet<>(); // clients that do not know it
    private final Set<Integer> unmet = new HashSet<>(); // clients of whose present life the server has not heard
    private long effects;
    private long staleReads;
    private long readsOfTheDead;
    private long writesLost;
    private long allWrites; // a sum over them
    private String violation = "";

    /// @param mayBeStale whether a stale read is counted only, and no violation
    ConsistencyChecker(boolean mayBeStale) {
        this.mayBeStale = mayBeStale;
    }

    /// The stamp of a block before anybody writes it: its bits above those of writes are ones.
    static long initial(long file, int block) {
        return SplitMix64.of(file, block) | 1L << 63;
    }

    private Cell cell(long file, int block) {
        return contents(file).cells.computeIfAbsent(block, _ -> new Cell(first(file, block)));
    }

    private Contents contents(long file) {
        return files.computeIfAbsent(file, _ -> new Contents());
    }

    private static Write first(long file, int block) {
        Write write = new Write(-1, file, block, initial(file, block));
        write.effect = 0;
        return write;
    }

    /// A write begins.
    synchronized void writing(int client, long file, int block, long stamp) {
        writes.put(SplitMix64.of(stamp), new Write(client, file, block, stamp));
        contents(file).stamps.add(SplitMix64.of(stamp));
        allWrites += SplitMix64.of(SplitMix64.of(file, block), stamp);
    }

    /// It is in its client's cache.
    synchronized void cached(int client, long stamp) {
        if (!dead.contains(client)) {
            takeEffect(writes.get(SplitMix64.of(stamp)));
        }
    }

    private void takeEffect(Write write) {
        write.effect = ++effects;
        cell(write.file, write.block).last = write;
    }

    /// The server has it.
    synchronized void stored(long file, int block, long stamp) {
        Write write = writes.get(SplitMix64.of(stamp));
        if (write == null || write.file != file || write.block != block) {
            tell("the server stored in file %x, block %d, what nobody wrote there".formatted(file, block));
            return;
        }
        cell(file, block).stored = write;
        if (write.effect == UNDER_WAY) {
            takeEffect(write);
        }
    }

    /// A read begins.
    /// @return what its end is to say
    synchronized long reading(long file, int block) {
        return cell(file, block).last.effect;
    }

    /// A read ends.
    /// @param since what its beginning said
    /// @param stamp what was read, -1 if the bytes do not belong together
    synchronized void read(int client, long file, int block, long since, long stamp) {
        Write seen = stamp == initial(file, block) ? cell(file, block).first : writes.get(SplitMix64.of(stamp));
        if (seen == null || seen.file != file || seen.block != block) {
            tell("client %d read from file %x, block %d, what nobody wrote there".formatted(client, file, block));
        } else if (seen.effect < since) {
            stale(client, file, block);
        }
    }

    private void stale(int client, long file, int block) {
        if (dead.contains(client)) {
            readsOfTheDead++;
            return;
        }
        staleReads++;
        if (!mayBeStale) {
            tell("client %d read stale content of file %x, block %d".formatted(client, file, block));
        }
    }

    /// A client asks for a file to be removed, and holds none of it.
    synchronized void removing(long file) {
        contents(file).removing = true;
    }

    /// A file is gone.
    synchronized void removed(long file) {
        Contents contents = files.remove(file);
        if (contents != null) {
            contents.stamps.forEach(writes::remove);
        }
    }

    /// A client has lost what the server does not have.
    /// @param knows whether the client knows it, because it was restarted
    synchronized void lost(int client, boolean knows) {
        for (Contents contents : files.values()) {
            for (Cell cell : contents.cells.values()) {
                if (cell.last.client == client && cell.last.stamp != cell.stored.stamp) {
                    writesLost++;
                    cell.stored.effect = ++effects;
                    cell.last = cell.stored;
                }
            }
        }
        if (!knows) {
            dead.add(client);
        }
    }

    /// A client begins a life, and holds nothing.
    synchronized void begins(int client) {
        dead.remove(client);
        unmet.add(client);
    }

    /// The server has heard of a client's present life.
    synchronized void met(int client) {
        unmet.remove(client);
    }

    /// Something else that must not be.
    synchronized void tell(String what) {
        if (violation.isEmpty()) {
            violation = what;
        }
    }

    synchronized Optional<String> violation() {
        return violation.isEmpty() ? Optional.empty() : Optional.of(violation);
    }

    /// Says where a client's dirty content can be seen.
    interface Caches {
        /// @return whether the client has this very content, and it is dirty
        boolean isDirty(int client, long file, int block, long stamp);
    }

    /// The last write of each block is at the server, or dirty at its client; if the client has lost it, the server
    /// does not know that yet.
    synchronized Optional<String> violationAtEnd(Caches caches) {
        for (Contents contents : files.values()) {
            for (Cell cell : contents.cells.values()) {
                Write last = cell.last;
                boolean there = last.stamp == cell.stored.stamp
                        || contents.removing
                        || dead.contains(last.client)
                        || unmet.contains(last.client)
                        || caches.isDirty(last.client, last.file, last.block, last.stamp);
                if (!there) {
                    return Optional.of("file %x, block %d: client %d's last write is nowhere"
                            .formatted(last.file, last.block, last.client));
                }
            }
        }
        return Optional.empty();
    }

    synchronized long staleReads() {
        return staleReads;
    }

    synchronized long readsOfTheDead() {
        return readsOfTheDead;
    }

    synchronized long writesLost() {
        return writesLost;
    }

    /// All writes that were made, and what those left that nobody else can have changed.
    synchronized long digest() {
        long digest = allWrites;
        for (Contents contents : files.values()) {
            for (Cell cell : contents.cells.values()) {
                if (Files.isOwn(cell.last.file)) {
                    digest += SplitMix64.of(SplitMix64.of(cell.last.file, cell.last.block), cell.last.stamp);
                }
            }
        }
        return digest;
    }
}
