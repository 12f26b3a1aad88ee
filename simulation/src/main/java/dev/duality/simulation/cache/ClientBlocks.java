// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.cache;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The holdings of one client: files that it knows, and blocks of them. The block that was not used for longest makes
/// room for another; a dirty one has to be written back first.
final class ClientBlocks {
    /// A block in the cache.
    static final class Block {
        final Held file;
        final int number;
        final int bytes;
        long stamp;
        boolean dirty;
        boolean leaving; // it waits to be written back, or is on its way
        boolean sent; // it is on its way
        long dirtySince;

        private Block(Held file, int number, int bytes) {
            this.file = file;
            this.number = number;
            this.bytes = bytes;
        }
    }

    /// The rights that a token gives.
    enum Token {
        NONE,
        READ,
        WRITE
    }

    /// A file, as the client knows it.
    static final class Held {
        final long file;
        final Map<Integer, Block> blocks = new TreeMap<>();
        final List<Integer> waiting = new ArrayList<>(); // users
        int version;
        boolean cacheable;
        Token token = Token.NONE;
        long stamp; // the time stamp of what the server gave last
        long changes; // what was read before one of them is not kept
        long checkedNanos = Long.MIN_VALUE;
        boolean flushing; // for a call-back
        long callBack; // its number
        boolean invalidating;
        int dirty;
        int fetching; // blocks of which a user is about to write a part

        private Held(long file) {
            this.file = file;
        }
    }

    private final int capacity;
    private final Map<Long, Held> files = new HashMap<>();
    private final Set<Block> used = new LinkedHashSet<>(); // the last used last
    private final Set<Block> dirty = new LinkedHashSet<>(); // the oldest first

    ClientBlocks(int capacity) {
        this.capacity = capacity;
    }

    /// A file, known or not.
    Held file(long file) {
        return files.computeIfAbsent(file, Held::new);
    }

    /// A file that the client knows; `null` if it does not.
    Held known(long file) {
        return files.get(file);
    }

    Set<Block> dirty() {
        return dirty;
    }

    /// The block, as just used; `null` if it is not there.
    Block use(Held file, int number) {
        Block block = file.blocks.get(number);
        if (block != null) {
            used.remove(block);
            used.add(block);
        }
        return block;
    }

    /// Puts a block there that the server has, too.
    void putClean(Held file, int number, int bytes, long stamp) {
        Block block = use(file, number);
        if (block == null) {
            block = add(file, number, bytes);
        }
        block.stamp = stamp;
    }

    /// Puts a block there that the server does not have.
    /// @return how many dirty bytes it replaces that the server has never been sent
    int putDirty(Held file, int number, int bytes, long stamp, long nanos) {
        Block block = use(file, number);
        if (block == null) {
            block = add(file, number, bytes);
        }
        int replaced = block.dirty && !block.sent ? bytes : 0;
        block.stamp = stamp;
        if (!block.dirty || block.sent) {
            file.dirty += block.dirty ? 0 : 1;
            block.dirty = true;
            block.dirtySince = nanos;
            dirty.remove(block);
            dirty.add(block);
        }
        return replaced;
    }

    private Block add(Held file, int number, int bytes) {
        Block block = new Block(file, number, bytes);
        file.blocks.put(number, block);
        used.add(block);
        return block;
    }

    /// The server has it now.
    void clean(Block block) {
        if (block.dirty) {
            block.dirty = false;
            block.file.dirty--;
            dirty.remove(block);
        }
    }

    void drop(Block block) {
        clean(block);
        used.remove(block);
        block.file.blocks.remove(block.number);
    }

    /// Drops all blocks of a file.
    /// @return how many of their bytes were dirty and not on their way
    int drop(Held file) {
        int lost = 0;
        for (Block block : List.copyOf(file.blocks.values())) {
            lost += block.dirty && !block.sent ? block.bytes : 0;
            drop(block);
        }
        return lost;
    }

    /// Drops a file.
    void forget(Held file) {
        files.remove(file.file);
    }

    /// Drops clean blocks while there are too many.
    /// @return the dirty blocks in the way, which have to be written back
    List<Block> makeRoom() {
        if (used.size() <= capacity) {
            return List.of();
        }
        List<Block> inTheWay = new ArrayList<>();
        List<Block> dropped = new ArrayList<>();
        int over = used.size() - capacity;
        for (Block block : used) {
            if (dropped.size() == over) {
                break;
            }
            if (block.dirty || block.leaving) {
                inTheWay.add(block);
            } else {
                dropped.add(block);
            }
        }
        dropped.forEach(this::drop);
        return inTheWay;
    }
}
