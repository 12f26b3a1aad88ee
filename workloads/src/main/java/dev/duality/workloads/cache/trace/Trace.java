// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache.trace;

import java.util.ArrayList;
import java.util.List;

/// References to blocks, in their order: 4 bytes each. The blocks of a file have adjacent ids, the first file's first.
/// Immutable.
public final class Trace {
    /// The bytes of memory that a reference takes.
    public static final int BYTES_PER_REFERENCE = Integer.BYTES;

    private static final int KIND_BITS = Reference.BITS;
    private static final int KIND = (1 << KIND_BITS) - 1;
    private static final int CHUNK = 1 << 16;

    private final List<int[]> chunks; // the id, and the ordinal of the kind below it
    private final int size;
    private final int[] blocks;

    private Trace(List<int[]> chunks, int size, int[] blocks) {
        this.chunks = chunks;
        this.size = size;
        this.blocks = blocks;
    }

    /// The number of blocks of each file, by its number.
    public int[] blocksOfFiles() {
        return blocks.clone();
    }

    /// The number of references, at least 1.
    public int size() {
        return size;
    }

    private int word(int reference) {
        return chunks.get(reference / CHUNK)[reference % CHUNK];
    }

    /// The id of the block that a reference asks for.
    public int block(int reference) {
        return word(reference) >>> KIND_BITS;
    }

    /// Whether the trace says of this reference that it is a write; `otherwise` if it says nothing.
    public boolean isWrite(int reference, boolean otherwise) {
        int kind = word(reference) & KIND;
        return kind == Reference.UNSAID.code() ? otherwise : kind == Reference.WRITE.code();
    }

    /// Gathers references.
    static final class Builder implements References {
        private final Heap heap;
        private final Numbering numbering;
        private final List<int[]> chunks = new ArrayList<>();
        private int size;

        Builder(Heap heap) {
            this.heap = heap;
            this.numbering = new Numbering(heap);
        }

        @Override
        public void add(Reference kind, long file, long block) {
            if (size % CHUNK == 0) {
                heap.references((long) CHUNK * BYTES_PER_REFERENCE);
                chunks.add(new int[CHUNK]);
            }
            chunks.getLast()[size++ % CHUNK] = numbering.id(file, block) << KIND_BITS | kind.code();
        }

        /// Numbers the blocks anew, file by file, and within a file as they came.
        Trace build() {
            int[] blocks = new int[numbering.files()];
            int[] places = new int[numbering.size()]; // in the block's file
            for (int id = 0; id < places.length; id++) {
                places[id] = blocks[numbering.file(id)]++;
            }
            int[] firsts = new int[blocks.length];
            for (int file = 1; file < firsts.length; file++) {
                firsts[file] = firsts[file - 1] + blocks[file - 1];
            }
            for (int reference = 0; blocks.length > 1 && reference < size; reference++) {
                int[] chunk = chunks.get(reference / CHUNK);
                int at = reference % CHUNK;
                int id = chunk[at] >>> KIND_BITS;
                int newId = firsts[numbering.file(id)] + places[id];
                chunk[at] = newId << KIND_BITS | chunk[at] & KIND;
            }
            return new Trace(chunks, size, blocks);
        }
    }
}
