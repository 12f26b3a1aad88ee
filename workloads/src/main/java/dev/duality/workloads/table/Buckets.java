// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.table;

import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.shm.RegionLayout;

/// Buckets in a region that something else guards, each apart from the others: how many entries it has, their keys side
/// by side in no order, and their values behind them; as the specification has it.
///
/// One at a time changes a bucket. Words are opaque, as they may be looked at while they are changed, by who finds out
/// afterwards; whatever such a look finds, it stays within its bucket.
final class Buckets {
    private static final long KEYS = 8;

    private final Region region;
    private final Keys keys;
    private final long first;
    private final long bucketBytes;
    private final long values;
    private final long stride;
    private final int valueBytes;

    /// @param first where they begin, [#bytes] long; read as zero at first, which is empty
    Buckets(Region region, long first, Keys keys, int valueBytes) {
        this.region = region;
        this.keys = keys;
        this.first = first;
        this.valueBytes = valueBytes;
        values = values(keys);
        stride = stride(valueBytes);
        bucketBytes = bucketBytes(keys, valueBytes);
    }

    /// The offset of a bucket's values: they begin with a line.
    private static long values(Keys keys) {
        return KEYS + (long) Long.BYTES * keys.slots() + Region.LINE - 1 & -Region.LINE;
    }

    private static long stride(int valueBytes) {
        return valueBytes + Long.BYTES - 1L & -Long.BYTES;
    }

    private static long bucketBytes(Keys keys, int valueBytes) {
        return RegionLayout.apart(values(keys) + keys.slots() * stride(valueBytes));
    }

    /// The bytes that all of them take.
    static long bytes(Keys keys, int valueBytes) {
        return keys.buckets() * bucketBytes(keys, valueBytes);
    }

    private long bucket(int number) {
        return first + number * bucketBytes;
    }

    /// Puts what is there at first, before anybody else comes.
    void warm() {
        Payload value = new Payload(valueBytes);
        for (int number = 0; number < keys.count(); number++) {
            if (Keys.isWarm(number)) {
                long key = keys.key(number);
                value.stamp(keys.first(key), valueBytes);
                put(keys.bucket(key), key, value);
            }
        }
    }

    /// The place of a key in its bucket, -1 if it is nowhere.
    private int find(long bucket, long key) {
        int size = (int) region.getOpaque(bucket);
        for (int at = 0; at < size; at++) {
            if (region.getOpaque(bucket + KEYS + (long) Long.BYTES * at) == key) {
                return at;
            }
        }
        return -1;
    }

    /// Gets a key's value and stamp; of a bucket that is being changed, anything.
    /// @return [TableWorkload#ABSENT], and an empty payload, if it has none
    long get(int number, long key, Payload payload) {
        long bucket = bucket(number);
        int at = find(bucket, key);
        if (at < 0) {
            payload.length(0);
            return TableWorkload.ABSENT;
        }
        payload.read(region, bucket + values + at * stride, valueBytes);
        return payload.stamp();
    }

    /// Puts a value, which [TableWorkload#requireLength] has looked at.
    long put(int number, long key, Payload payload) {
        long bucket = bucket(number);
        int at = find(bucket, key);
        long result = TableWorkload.REPLACED;
        if (at < 0) {
            at = (int) region.getOpaque(bucket);
            if (at == keys.slots()) {
                return TableWorkload.FULL;
            }
            region.setOpaque(bucket + KEYS + (long) Long.BYTES * at, key);
            region.setOpaque(bucket, at + 1L);
            result = TableWorkload.ADDED;
        }
        payload.write(region, bucket + values + at * stride);
        return result;
    }

    /// Takes a key out; the last entry comes into its place.
    /// @param moving a payload to carry that one's value, whose content is lost
    long remove(int number, long key, Payload moving) {
        long bucket = bucket(number);
        int at = find(bucket, key);
        if (at < 0) {
            return TableWorkload.NOT_FOUND;
        }
        int last = (int) region.getOpaque(bucket) - 1;
        if (at < last) {
            long lastKey = region.getOpaque(bucket + KEYS + (long) Long.BYTES * last);
            region.setOpaque(bucket + KEYS + (long) Long.BYTES * at, lastKey);
            moving.read(region, bucket + values + last * stride, valueBytes);
            moving.write(region, bucket + values + at * stride);
        }
        region.setOpaque(bucket, last);
        return TableWorkload.REMOVED;
    }

    /// The digest of all entries less that of those that are there at first. Read while all workers rest.
    long digest() {
        Payload payload = new Payload(valueBytes);
        long digest = 0;
        for (int number = 0; number < keys.buckets(); number++) {
            long bucket = bucket(number);
            for (int at = 0; at < region.getOpaque(bucket); at++) {
                payload.read(region, bucket + values + at * stride, valueBytes);
                digest += Keys.digest(region.getOpaque(bucket + KEYS + (long) Long.BYTES * at), payload.stamp());
            }
        }
        return digest - keys.firstDigest();
    }
}
