// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.table;

import dev.duality.shm.SplitMix64;

/// The keys that operations ask for, numbered from 0, and how any key finds its bucket. Immutable.
///
/// The hash of a key is the key times an odd constant, which can be undone: so keys are made from hashes that lie
/// evenly in all 64 bits, and each bucket has exactly as many keys as slots.
final class Keys {
    /// 2^64 over the golden ratio, an odd number (Knuth, "The Art of Computer Programming", vol. 3, 6.4).
    private static final long FACTOR = 0x9E37_79B9_7F4A_7C15L;

    /// Times [#FACTOR] it is 1.
    private static final long INVERSE = 0xF1DE_83E1_9937_733DL;

    private final int buckets;
    private final int slots;
    private final int count;
    private final long step;

    /// @param buckets how many there are
    /// @param entries how many a bucket has at first, which is half its slots
    Keys(int buckets, int entries) {
        this.buckets = buckets;
        this.slots = 2 * entries;
        this.count = Math.multiplyExact(buckets, slots);
        this.step = Long.divideUnsigned(-1, count);
    }

    int buckets() {
        return buckets;
    }

    /// The number of slots of a bucket.
    int slots() {
        return slots;
    }

    /// The number of keys: one for each slot of the table.
    int count() {
        return count;
    }

    private static long hash(long key) {
        return key * FACTOR;
    }

    /// The bucket that a key belongs to.
    int bucket(long key) {
        return (int) Math.unsignedMultiplyHigh(hash(key), buckets);
    }

    /// The bits of a key's hash behind those that choose its bucket.
    /// @param bits how many, 1 to 31
    int print(long key, int bits) {
        return (int) (hash(key) * buckets >>> Long.SIZE - bits);
    }

    /// The part of the table that a key belongs to, for [dev.duality.workloads.JobSplit#owner].
    static int partition(long key) {
        return (int) (hash(key) >>> Long.SIZE - Integer.SIZE + 1);
    }

    /// The key with a number.
    long key(int number) {
        return (number * step + step / 2) * INVERSE;
    }

    /// The number of a key that has one.
    int number(long key) {
        return (int) Math.unsignedMultiplyHigh(hash(key), count);
    }

    /// Whether a key is in the table at first.
    static boolean isWarm(int number) {
        return (number & 1) == 0;
    }

    /// The first value of a key: a stamp, or [TableWorkload#ABSENT].
    long first(long key) {
        int number = number(key);
        return key(number) == key && isWarm(number) ? ValueStamps.of(key, ValueStamps.WARM) : TableWorkload.ABSENT;
    }

    /// The share of an entry in a digest; an absent key adds nothing.
    static long digest(long key, long stamp) {
        return stamp == TableWorkload.ABSENT ? 0 : SplitMix64.of(key, stamp);
    }

    /// The digest of the entries that are there at first. A state's digest is that of its entries less this one, so
    /// that those of parts add up, each of which begins with all entries.
    long firstDigest() {
        long digest = 0;
        for (int number = 0; number < count; number++) {
            digest += digest(key(number), first(key(number)));
        }
        return digest;
    }
}
