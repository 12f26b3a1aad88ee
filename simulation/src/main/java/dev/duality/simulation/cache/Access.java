// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.cache;

/// A file is opened, blocks of it are read or written one after the other, and it is closed.
///
/// @param thinkNanos how long its user waits before
/// @param mode what it is opened for
/// @param first the first block
/// @param blocks how many
/// @param openNanos how long it stays open
/// @param lifeNanos how long after that it is removed; 0 if it stays
/// @param touches how its blocks are read and written
public record Access(
        long thinkNanos, long file, Mode mode, int first, int blocks, long openNanos, long lifeNanos, Touches touches) {
    /// The reads and writes of a file's blocks.
    ///
    /// @param each how often each
    /// @param bytes how much of a block at once
    /// @param burst how many quickly one after the other
    public record Touches(int each, int bytes, int burst) {
        /// Each block once, as a whole.
        static final Touches WHOLE = new Touches(1, Integer.MAX_VALUE, 1);
    }

    /// The purpose that a file is opened for.
    public enum Mode {
        READ,
        WRITE,
        /// Each block is read, then written.
        BOTH;

        boolean writes() {
            return this != READ;
        }
    }

    /// The number of reads and writes of a block.
    int steps() {
        return touches.each * (mode == Mode.BOTH ? 2 * blocks : blocks);
    }

    int block(int step) {
        return first + (mode == Mode.BOTH ? step / 2 : step) % blocks;
    }

    boolean isWrite(int step) {
        return mode == Mode.WRITE || mode == Mode.BOTH && step % 2 == 1;
    }
}
