// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache;

/// A block's entry in the directory of [LockFreeCache], packed into one word, so that one compare-and-set changes all:
/// the tag in 30 bits, referenced and dirty in one each, and the frame + 1 in 32. The block's slot stands in its frame.
///
/// The tag counts the changes of where and what the block is; only the reference bit comes and goes without it. So two
/// entries that differ in nothing but that bit speak of the same content.
final class Entry {
    /// The block has been hit since the hand came by.
    static final long REFERENCED = 1L << 33;

    /// The block differs from what the store has.
    static final long DIRTY = 1L << 32;

    private static final long FRAME = (1L << 32) - 1;

    private static final long NEXT = 1L << Stamps.BITS;
    private static final long TAG = -NEXT;
    private static final long STAMP = NEXT - 1;

    private Entry() {}

    /// The block is in the cache, as the next change after `entry`.
    static long resident(long entry, int frame, long bits) {
        return (entry & TAG) + NEXT | bits | frame + 1L;
    }

    /// The block is not in the cache, as the next change after `entry`.
    static long absent(long entry) {
        return (entry & TAG) + NEXT;
    }

    static boolean isResident(long entry) {
        return (entry & FRAME) != 0;
    }

    static int frame(long entry) {
        return (int) (entry & FRAME) - 1;
    }

    static boolean isDirty(long entry) {
        return (entry & DIRTY) != 0;
    }

    static boolean isReferenced(long entry) {
        return (entry & REFERENCED) != 0;
    }

    /// Whether both speak of the same content in the same place.
    static boolean same(long one, long other) {
        return (one | REFERENCED) == (other | REFERENCED);
    }

    /// The store's word for the content that a block has while its entry is this: the tag and the stamp.
    static long stored(long entry, long stamp) {
        return entry & TAG | stamp & STAMP;
    }

    /// The stamp in a word of the store.
    static long stamp(long stored) {
        return stored & STAMP;
    }
}
