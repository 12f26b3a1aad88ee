// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache;

import java.util.Arrays;

/// The blocks of a cache: files, and the number of blocks of each. Immutable.
final class Blocks {
    private final int[] firsts; // the id of each file's first block, and last how many blocks there are

    private Blocks(int[] firsts) {
        this.firsts = firsts;
    }

    /// Files that all have the same length.
    static Blocks even(int files, int blocks) {
        int[] sizes = new int[files];
        Arrays.fill(sizes, blocks);
        return of(sizes);
    }

    /// @param sizes how many blocks each file has
    static Blocks of(int... sizes) {
        int[] firsts = new int[sizes.length + 1];
        for (int file = 0; file < sizes.length; file++) {
            firsts[file + 1] = Math.addExact(firsts[file], sizes[file]);
        }
        return new Blocks(firsts);
    }

    /// The number of blocks.
    int count() {
        return firsts[firsts.length - 1];
    }

    /// A block's id.
    /// @throws IndexOutOfBoundsException if there is no such block
    int id(long file, long block) {
        int at = Math.toIntExact(file);
        long id = firsts[at] + block;
        if (block < 0 || id >= firsts[at + 1]) {
            throw new IndexOutOfBoundsException("file " + file + " has no block " + block);
        }
        return (int) id;
    }

    /// The file that a block belongs to.
    int file(int id) {
        int at = Arrays.binarySearch(firsts, id);
        if (at < 0) {
            return -at - 2;
        }
        while (firsts[at + 1] == id) {
            at++; // a file without blocks begins where the next one does
        }
        return at;
    }

    /// A block's number in its file.
    int block(int id) {
        return id - firsts[file(id)];
    }
}
