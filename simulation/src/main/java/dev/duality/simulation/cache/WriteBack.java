// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.cache;

import dev.duality.messaging.Port;
import dev.duality.simulation.cache.ClientBlocks.Block;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/// The daemons of one client that write blocks back: a look at all dirty blocks now and then, and a few slots that take
/// to the server what is due, in the way of others, or called back.
final class WriteBack {
    /// The name of a timer.
    static final int SCAN = 1 << 17;

    /// Whether a block has been dirty for long enough.
    interface Due {
        boolean is(Block block, long nanos);
    }

    private final CacheTerms terms;
    private final RequestSlots requests;
    private final ClientCounts counts;
    private final Due due;
    private final Block[] sent; // by slot
    private final Queue<Block> leaving = new ArrayDeque<>();
    private final int first;
    private ClientBlocks cache;
    private long scanDue;

    /// @param first the first slot that is a daemon's
    WriteBack(CacheTerms terms, RequestSlots requests, int first, ClientCounts counts, Due due) {
        this.terms = terms;
        this.requests = requests;
        this.first = first;
        this.counts = counts;
        this.due = due;
        this.sent = new Block[requests.count()];
    }

    /// A life begins, with an empty cache.
    void begin(ClientBlocks empty) {
        cache = empty;
        leaving.clear();
    }

    void scheduleScan(Port port) {
        scanDue = port.nanos() + terms.scanNanos();
        port.schedule(SCAN, terms.scanNanos());
    }

    /// Looks for blocks that are due.
    void scan(Port port) {
        long nanos = port.nanos();
        long late = nanos - scanDue; // because the node stood still
        for (Block block : List.copyOf(cache.dirty())) {
            if (due.is(block, nanos)) {
                long age = nanos - block.dirtySince - late;
                if (!block.leaving) {
                    counts.oldestDirtyNanos = Math.max(counts.oldestDirtyNanos, age);
                }
                take(block, port);
            }
        }
        scheduleScan(port);
    }

    /// The time for which the oldest dirty block is dirty already, but for those that are leaving; 0 while the node
    /// stands still.
    long oldestDirty(Port clock) {
        if (cache.dirty().isEmpty() || clock.nanos() > scanDue) {
            return 0;
        }
        Block oldest = cache.dirty().iterator().next();
        return oldest.leaving ? 0 : clock.nanos() - oldest.dirtySince;
    }

    /// Writes a block back, if it is dirty and not on its way.
    void take(Block block, Port port) {
        if (block.dirty && !block.leaving) {
            block.leaving = true;
            leaving.add(block);
            clean(port);
        }
    }

    /// Has idle daemons take what waits.
    void clean(Port port) {
        for (int at = first; at < sent.length; at++) {
            while (!requests.isBusy(at) && !leaving.isEmpty()) {
                Block block = leaving.remove();
                if (block.dirty) {
                    send(at, block, port);
                } else {
                    block.leaving = false; // it was removed meanwhile
                }
            }
        }
    }

    private void send(int at, Block block, Port port) {
        sent[at] = block;
        block.sent = true;
        counts.bytesSentBack += block.bytes;
        long range = Wire.range(block.number, block.bytes);
        requests.request(at, Wire.WRITE, block.file.file, range, block.stamp, block.bytes, port);
    }

    /// The server has what a daemon took.
    /// @return the block
    Block arrived(int at, Port port) {
        Block block = sent[at];
        block.leaving = false;
        block.sent = false;
        if (block.stamp == requests.slot(at).stamp()) {
            cache.clean(block);
        }
        if (due.is(block, port.nanos())) {
            take(block, port); // it was written again, and has waited for long
        }
        return block;
    }
}
