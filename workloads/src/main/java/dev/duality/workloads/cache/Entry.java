// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache;

/// A block's entry in the directory of [LockFreeCache], packed into one word, so that one compare-and-set changes all:
/// the tag in 30 bits, the hits in 2, dirty in one, and the frame + 1 in 31. The block's slot stands in its frame.
///
/// The tag counts the changes of where and what the block is; only the hits come and go without it. So two entries that
/// differ in nothing but those speak of the same content.
final class Entry {
    /// One hit of the block, of those that count.
    static final long HIT = 1L << 32;

    /// The block differs from what the store has.
    static final long DIRTY = 1L << 31;

    private static final long HITS = 3 * HIT;
    private static final long FRAME = (1L << 31) - 1;

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

    /// The number of hits of the block, as far as they count, from 0 to 3.
    static int hits(long entry) {
        return (int) ((entry & HITS) / HIT);
    }

    /// The bits of one hit more than an entry has, if so many count.
    static long hitsAfterHit(long entry, int most) {
        return Math.min(hits(entry) + 1, most) * HIT;
    }

    /// The same block with so many hits taken away, or with none.
    static long withFewerHits(long entry, int fewer) {
        return entry & ~HITS | Math.max(0, hits(entry) - fewer) * HIT;
    }

    /// The same block, hit once more if that counts.
    static long hit(long entry, int most) {
        return entry & ~HITS | hitsAfterHit(entry, most);
    }

    /// Whether both speak of the same content in the same place.
    static boolean same(long one, long other) {
        return (one | HITS) == (other | HITS);
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
