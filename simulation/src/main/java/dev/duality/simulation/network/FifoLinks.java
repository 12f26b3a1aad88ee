// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.network;

import dev.duality.shm.SplitMix64;

/// The arrival of the last message of each link, so that the next one does not overtake it. Holds the links with
/// messages under way, not all there could be. For one thread.
final class FifoLinks {
    private static final int FIRST = 256;

    private long[] cells = new long[2 * FIRST]; // a link, 0 for none, and its time
    private int count;

    /// Has a message arrive at `nanos`, or with the one before it if that is later.
    /// @param now what arrived before is forgotten
    /// @return when it arrives
    long after(int from, int to, long nanos, long now) {
        if (4 * count >= cells.length) {
            rebuild(now);
        }
        long link = ((long) from << 16 | to) + 1;
        int at = find(link);
        if (cells[at] == 0) {
            cells[at] = link;
            cells[at + 1] = nanos;
            count++;
            return nanos;
        }
        cells[at + 1] = Math.max(cells[at + 1], nanos);
        return cells[at + 1];
    }

    private int find(long link) {
        int mask = cells.length - 1;
        int at = 2 * (int) SplitMix64.of(link) & mask;
        while (cells[at] != 0 && cells[at] != link) {
            at = at + 2 & mask;
        }
        return at;
    }

    private void rebuild(long now) {
        long[] old = cells;
        int live = 0;
        for (int at = 0; at < old.length; at += 2) {
            live += old[at] != 0 && old[at + 1] > now ? 1 : 0;
        }
        int length = old.length;
        while (8 * live >= length) { // at most a quarter full, or it would be rebuilt again soon
            length *= 2;
        }
        cells = new long[length];
        count = live;
        for (int at = 0; at < old.length; at += 2) {
            if (old[at] != 0 && old[at + 1] > now) {
                int to = find(old[at]);
                cells[to] = old[at];
                cells[to + 1] = old[at + 1];
            }
        }
    }

    /// The number of links that it holds room for.
    int room() {
        return cells.length / 2;
    }
}
