// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache.trace;

import dev.duality.shm.SplitMix64;
import dev.duality.workloads.BadInput;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// Numbers files and blocks anew from 0, as they come. Takes [#BYTES_PER_BLOCK] bytes of each block at most, for the
/// moment in which it grows.
public final class Numbering {
    /// At most, in bytes: both tables, of which the larger is a third full, and the file of each block.
    public static final int BYTES_PER_BLOCK = 3 * 12 + 3 * 12 / 2 + 8;

    private static final int BYTES_PER_FILE = 128;

    /// The most blocks.
    private static final int MOST = 1 << 28;

    private final Map<Long, Integer> files = new HashMap<>();
    private final Heap heap;
    private long lastFile;
    private int lastFileId = -1;
    private long[] keys = new long[64]; // open addressing: the block's number
    private int[] ids = new int[64]; // and its id + 1, 0 where there is none
    private int[] owners = new int[64]; // by id: its file
    private int size;

    /// @param heap what its memory is taken from
    public Numbering(Heap heap) {
        this.heap = heap;
    }

    /// The id of a block, which is [#size()] for one that has not come before.
    /// @throws BadInput if there are more than the heap can hold
    public int id(long file, long block) {
        int owner = file(file);
        int mask = keys.length - 1;
        int at = slot(owner, block, mask);
        while (ids[at] != 0) {
            if (keys[at] == block && owners[ids[at] - 1] == owner) {
                return ids[at] - 1;
            }
            at = at + 1 & mask;
        }
        return add(at, owner, block);
    }

    private static int slot(int owner, long block, int mask) {
        return (int) SplitMix64.of(owner * 0x9E3779B97F4A7C15L + block) & mask;
    }

    private int add(int at, int owner, long block) {
        keys[at] = block;
        ids[at] = size + 1;
        if (size == owners.length) {
            owners = Arrays.copyOf(owners, size + (size >> 1));
        }
        owners[size] = owner;
        size++;
        if (size > keys.length / 3 * 2) {
            grow();
        }
        return size - 1;
    }

    private void grow() {
        heap.blocks((long) size * BYTES_PER_BLOCK + (long) files.size() * BYTES_PER_FILE);
        if (size > MOST) {
            throw new BadInput("%s has more than %s different blocks; give a part of it"
                    .formatted(heap.what(), Heap.grouped(MOST)));
        }
        long[] oldKeys = keys;
        int[] oldIds = ids;
        int mask = 2 * oldKeys.length - 1;
        keys = new long[mask + 1];
        ids = new int[mask + 1];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldIds[i] != 0) {
                int at = slot(owners[oldIds[i] - 1], oldKeys[i], mask);
                while (ids[at] != 0) {
                    at = at + 1 & mask;
                }
                keys[at] = oldKeys[i];
                ids[at] = oldIds[i];
            }
        }
    }

    private int file(long file) {
        if (lastFileId < 0 || file != lastFile) {
            lastFileId = files.computeIfAbsent(file, _ -> files.size());
            lastFile = file;
        }
        return lastFileId;
    }

    /// The number of different blocks that have come.
    public int size() {
        return size;
    }

    /// The number of different files that have come.
    public int files() {
        return files.size();
    }

    /// The file of a block, by the block's id.
    int file(int id) {
        return owners[id];
    }
}
