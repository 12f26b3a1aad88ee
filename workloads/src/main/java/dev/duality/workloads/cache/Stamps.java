// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache;

/// The words that blocks are made from. No two contents have the same one, so a read tells which write it has seen.
final class Stamps {
    /// The number of bits of a word that a stamp takes.
    static final int BITS = 34;

    private static final long INITIAL = 1L << (BITS - 1);

    private Stamps() {}

    /// The stamp of a block before anybody writes it.
    static long initial(int block) {
        return INITIAL + block;
    }

    /// The stamp that a write leaves.
    /// @param number the write's own among all operations of the job, from 0
    static long written(long number) {
        return number + 1;
    }

    /// The result of an operation.
    /// @param stamp of the content that was read or written, -1 if its bytes do not belong together
    static long result(long stamp, boolean hit) {
        return stamp << 1 | (hit ? 1 : 0);
    }

    /// The stamp in a result; -1 if the content was torn.
    static long of(long result) {
        return result >> 1;
    }

    /// Whether an operation found its block in the cache.
    static boolean hit(long result) {
        return (result & 1) != 0;
    }
}
