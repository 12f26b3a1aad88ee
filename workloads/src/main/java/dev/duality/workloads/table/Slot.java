// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.table;

/// The words of a bucket of a [LockFreeTable], each packed so that one compare-and-set changes all of it.
///
/// A slot: how often it has changed in 32 bits, whether an entry is in it in one, some bits of the hash of the entry's
/// key in nine, and in 22 the slot's cell + 1, which it has whether or not an entry is in it; 0 for the cell that it
/// had at first.
///
/// An addition: the version that its slot had, the slot's place in the bucket in ten bits, and the cell + 1 to be put
/// there. It is done when the slot has another version.
final class Slot {
    /// The greatest number of slots of a bucket.
    static final int MAX_SLOTS = 1 << 10;

    private static final int CELL_BITS = 22;
    private static final long CELL = (1L << CELL_BITS) - 1;
    /// The number of bits of a key's hash that it has.
    static final int PRINT_BITS = 9;

    private static final long TAKEN = 1L << CELL_BITS + PRINT_BITS;
    private static final long NEXT = 1L << Integer.SIZE;
    private static final long VERSION = -NEXT;

    /// The bits of a slot by which an entry of some key is known.
    private static final long MARK = NEXT - 1 & -(1L << CELL_BITS);

    private Slot() {}

    /// The bits of an entry of a key, whatever its cell.
    /// @param print of the key, in [#PRINT_BITS]
    static long mark(int print) {
        return TAKEN | (long) print << CELL_BITS;
    }

    static boolean isTaken(long slot) {
        return (slot & TAKEN) != 0;
    }

    /// Whether a slot has an entry that may be the one with this mark.
    static boolean mayHold(long slot, long mark) {
        return (slot & MARK) == mark;
    }

    /// The cell of a slot.
    /// @param home the one that it had at first
    static int cell(long slot, int home) {
        int cell = (int) (slot & CELL);
        return cell == 0 ? home : cell - 1;
    }

    /// The slot with an entry, as the next change after `slot`.
    static long taken(long slot, long mark, int cell) {
        return (slot & VERSION) + NEXT | mark | cell + 1L;
    }

    /// The slot without its entry, as the next change after `slot`; it keeps the cell.
    static long emptied(long slot) {
        return (slot & VERSION) + NEXT | slot & CELL;
    }

    /// The addition of a cell to an empty slot.
    /// @param slot the slot's word
    /// @param place where it is in the bucket
    static long addition(long slot, int place, int cell) {
        return slot & VERSION | (long) place << CELL_BITS | cell + 1L;
    }

    /// Whether there was an addition at all.
    static boolean isAddition(long addition) {
        return (addition & CELL) != 0;
    }

    /// The place of the slot that an addition is for.
    static int place(long addition) {
        return (int) (addition >>> CELL_BITS) & MAX_SLOTS - 1;
    }

    /// The cell that an addition puts into its slot.
    static int added(long addition) {
        return (int) (addition & CELL) - 1;
    }

    /// Whether a slot has not changed since an addition to it began.
    static boolean awaits(long slot, long addition) {
        return (slot & VERSION) == (addition & VERSION);
    }
}
