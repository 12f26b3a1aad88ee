// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.table;

import dev.duality.shm.Payload;
import dev.duality.workloads.Specification;

/// The specification: each bucket has its keys side by side, in no order, and their values elsewhere.
final class PlainHashTable implements Specification {
    private final Keys keys;
    private final int slots;
    private final int valueBytes;
    private final int[] sizes; // of each bucket
    private final long[] stored; // the keys, bucket after bucket
    private final byte[] values;

    PlainHashTable(Keys keys, int valueBytes) {
        this.keys = keys;
        this.slots = keys.slots();
        this.valueBytes = valueBytes;
        sizes = new int[keys.buckets()];
        stored = new long[keys.count()];
        values = new byte[keys.count() * valueBytes];
        Payload payload = new Payload(valueBytes);
        for (int number = 0; number < keys.count(); number++) {
            if (Keys.isWarm(number)) {
                payload.stamp(keys.first(keys.key(number)), valueBytes);
                put(keys.key(number), payload);
            }
        }
    }

    @Override
    public long apply(int kind, long key, long b, Payload payload) {
        return switch (kind) {
            case TableWorkload.GET -> get(key, payload);
            case TableWorkload.PUT -> {
                long result = put(key, payload);
                payload.length(0);
                yield result;
            }
            case TableWorkload.REMOVE -> {
                payload.length(0);
                yield remove(key);
            }
            default -> throw new IllegalArgumentException("a table has no operation " + kind);
        };
    }

    /// The index of a key among all slots, -1 if it is nowhere.
    private int find(int bucket, long key) {
        int first = bucket * slots;
        for (int at = first; at < first + sizes[bucket]; at++) {
            if (stored[at] == key) {
                return at;
            }
        }
        return -1;
    }

    private long get(long key, Payload payload) {
        int at = find(keys.bucket(key), key);
        if (at < 0) {
            payload.length(0);
            return TableWorkload.ABSENT;
        }
        copy(at, payload);
        return payload.stamp();
    }

    private void copy(int at, Payload payload) {
        payload.length(valueBytes);
        System.arraycopy(values, at * valueBytes, payload.bytes(), 0, valueBytes);
    }

    private long put(long key, Payload payload) {
        TableWorkload.requireLength(payload, valueBytes);
        int bucket = keys.bucket(key);
        int at = find(bucket, key);
        long result = TableWorkload.REPLACED;
        if (at < 0) {
            if (sizes[bucket] == slots) {
                return TableWorkload.FULL;
            }
            at = bucket * slots + sizes[bucket]++;
            stored[at] = key;
            result = TableWorkload.ADDED;
        }
        System.arraycopy(payload.bytes(), 0, values, at * valueBytes, valueBytes);
        return result;
    }

    private long remove(long key) {
        int bucket = keys.bucket(key);
        int at = find(bucket, key);
        if (at < 0) {
            return TableWorkload.NOT_FOUND;
        }
        int last = bucket * slots + --sizes[bucket];
        stored[at] = stored[last];
        System.arraycopy(values, last * valueBytes, values, at * valueBytes, valueBytes);
        return TableWorkload.REMOVED;
    }

    @Override
    public long digest() {
        Payload payload = new Payload(valueBytes);
        long digest = 0;
        for (int bucket = 0; bucket < keys.buckets(); bucket++) {
            for (int at = bucket * slots; at < bucket * slots + sizes[bucket]; at++) {
                copy(at, payload);
                digest += Keys.digest(stored[at], payload.stamp());
            }
        }
        return digest - keys.firstDigest();
    }
}
