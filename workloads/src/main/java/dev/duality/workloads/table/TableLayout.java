// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.table;

import dev.duality.shm.Region;
import dev.duality.shm.RegionLayout;

/// The layout of a [LockFreeTable] in a region. No two buckets, cells or workers share a line, or a pair of
/// lines; a bucket's words lie side by side, since whoever wants one looks through all.
final class TableLayout {
    private static final long SLOTS = 8;
    private static final long VALUE = 8;

    final RegionLayout layout = new RegionLayout();

    /// The bytes of a bucket's slots together.
    final long slotsBytes;

    final int valueBytes;
    private final int slots;
    private final long bucketBytes;
    private final long cellBytes;
    private final long buckets;
    private final long cells;
    private final long holdings;
    private final int firstCell;

    TableLayout(Keys keys, int workers, int valueBytes) {
        this.valueBytes = valueBytes;
        slots = keys.slots();
        slotsBytes = (long) Long.BYTES * slots;
        bucketBytes = RegionLayout.apart(SLOTS + slotsBytes);
        cellBytes = cellBytes(valueBytes);
        firstCell = keys.count();
        buckets = layout.span("buckets", keys.buckets() * bucketBytes);
        holdings = layout.span("holdings", (long) workers * Region.APART);
        cells = layout.span("cells", (keys.count() + (long) workers) * cellBytes);
    }

    /// The bytes of a cell that holds a value of so many bytes.
    static long cellBytes(int valueBytes) {
        return RegionLayout.apart(VALUE + valueBytes);
    }

    /// The word of a bucket that lets one addition in at a time.
    long adding(int bucket) {
        return buckets + bucket * bucketBytes;
    }

    /// The word of a bucket's first slot; the others follow.
    long slots(int bucket) {
        return adding(bucket) + SLOTS;
    }

    /// The cell that is a slot's at first.
    int home(int bucket, int slot) {
        return bucket * slots + slot;
    }

    /// The cell that is a worker's at first.
    int cellOf(int worker) {
        return firstCell + worker;
    }

    /// The word with the key in a cell.
    long key(int cell) {
        return cells + cell * cellBytes;
    }

    /// The offset of the value in a cell, in the line of the key.
    long value(int cell) {
        return key(cell) + VALUE;
    }

    /// The line of a worker's [TableHoldings].
    long holdings(int worker) {
        return holdings + (long) worker * Region.APART;
    }
}
