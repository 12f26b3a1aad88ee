// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache.curve;

import dev.duality.workloads.cache.trace.Heap;
import java.util.Arrays;

/// The hits of LRU in caches of all sizes at once, in one pass: counts stack distances, in a time of log(blocks) for
/// each reference.
///
/// Each block stands at the place of its last use; how many stand behind it, a tree of sums tells (Fenwick, 1994). When
/// the places are used up, blocks move together. Takes [#BYTES_PER_BLOCK] bytes of each block at most.
final class StackDistances {
    /// At most, in bytes: places and tree, twice while they grow, and last place and count of each block.
    static final int BYTES_PER_BLOCK = 2 * (4 * 8) + 18;

    private final Heap heap;
    private int[] blocks = new int[1 << 10]; // by place, from 1
    private int[] tree = new int[1 << 10]; // sums of how many stand at places
    private int[] last = new int[256]; // by block: its place
    private long[] counts = new long[256]; // by distance, from 1
    private int place; // of the last reference
    private int known; // blocks

    StackDistances(Heap heap) {
        this.heap = heap;
    }

    /// Takes the next reference.
    /// @param block its id; ids come in the order of their first reference, from 0
    void add(int block) {
        if (place + 1 == blocks.length) {
            moveTogether();
        }
        if (block == known) {
            know();
        } else {
            counts[known - before(last[block]) + 1]++;
            change(last[block], -1);
        }
        last[block] = ++place;
        blocks[place] = block;
        change(place, 1);
    }

    private void know() {
        known++;
        if (known == counts.length - 1) {
            heap.simulations((known * 3L / 2 + 2) * BYTES_PER_BLOCK); // until it grows again
            last = Arrays.copyOf(last, known * 3 / 2 + 2);
            counts = Arrays.copyOf(counts, known * 3 / 2 + 2);
        }
    }

    /// The number of blocks that stand at this place and before it.
    private int before(int at) {
        int sum = 0;
        for (int i = at; i > 0; i -= i & -i) {
            sum += tree[i];
        }
        return sum;
    }

    private void change(int at, int by) {
        for (int i = at; i < tree.length; i += i & -i) {
            tree[i] += by;
        }
    }

    private void moveTogether() {
        int length = known > blocks.length / 2 ? Math.multiplyExact(blocks.length, 2) : blocks.length;
        int to = 0;
        for (int from = 1; from <= place; from++) {
            int block = blocks[from];
            if (last[block] == from) {
                blocks[++to] = block;
                last[block] = to;
            }
        }
        place = to;
        blocks = length == blocks.length ? blocks : Arrays.copyOf(blocks, length);
        tree = new int[length];
        for (int i = 1; i < length; i++) {
            tree[i] += i <= to ? 1 : 0;
            int above = i + (i & -i);
            if (above < length) {
                tree[above] += tree[i];
            }
        }
    }

    /// The hits of LRU.
    /// @param sizes of caches, in ascending order
    long[] hits(int[] sizes) {
        long[] hits = new long[sizes.length];
        long sum = 0;
        int distance = 1;
        for (int i = 0; i < sizes.length; i++) {
            for (; distance <= Math.min(sizes[i], known); distance++) {
                sum += counts[distance];
            }
            hits[i] = sum;
        }
        return hits;
    }
}
