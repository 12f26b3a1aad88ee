// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.paging;

import dev.duality.shm.Region;

/// The dirty frames in the order in which they became dirty, in words of a region; what [DirtyList] is on a heap. Zero
/// bytes are an empty one. For one thread at a time, which finds what the one before has done.
final class DirtyOrder {
    static final int NONE = -1;

    private static final int ENTRY = 2 * Long.BYTES; // the next one and the one before
    private static final int END = 0; // the entry before the first and behind the last; frame f has entry f + 1

    private final Region region;
    private final long entries;
    private final long size;

    /// @param offset of [#bytes] bytes, a multiple of 8
    DirtyOrder(Region region, long offset) {
        this.region = region;
        this.size = offset;
        this.entries = offset + Long.BYTES;
    }

    static long bytes(int frames) {
        return Long.BYTES + (frames + 1L) * ENTRY;
    }

    private long next(long entry) {
        return entries + entry * ENTRY;
    }

    private long previous(long entry) {
        return next(entry) + Long.BYTES;
    }

    int size() {
        return (int) region.getPlain(size);
    }

    /// The frame that has been dirty the longest, or [#NONE].
    int first() {
        return (int) region.getPlain(next(END)) - 1;
    }

    /// The frame that became dirty next, or [#NONE].
    /// @param frame in the order
    int after(int frame) {
        return (int) region.getPlain(next(frame + 1L)) - 1;
    }

    /// Adds a frame that is not in the order.
    void add(int frame) {
        long entry = frame + 1L;
        long last = region.getPlain(previous(END));
        region.setPlain(next(last), entry);
        region.setPlain(previous(entry), last);
        region.setPlain(next(entry), END);
        region.setPlain(previous(END), entry);
        region.setPlain(size, region.getPlain(size) + 1);
    }

    /// Takes out a frame that is in the order.
    void remove(int frame) {
        long entry = frame + 1L;
        long before = region.getPlain(previous(entry));
        long behind = region.getPlain(next(entry));
        region.setPlain(next(before), behind);
        region.setPlain(previous(behind), before);
        region.setPlain(size, region.getPlain(size) - 1);
    }
}
