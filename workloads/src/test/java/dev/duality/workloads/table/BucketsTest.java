// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.shm.RegionLayout;
import dev.duality.shm.contract.ForwardingRegion;
import dev.duality.shm.contract.HeapRegion;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Values;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BucketsTest {
    private static final int VALUE_BYTES = 60; // not whole words

    private final Keys keys = new Keys(3, 2);

    @Test
    void anyOperationsGiveWhatTheSpecificationGives() {
        SplittableRandom random = new SplittableRandom(3);
        PlainHashTable plain = new PlainHashTable(keys, VALUE_BYTES);
        Buckets buckets =
                new Buckets(new HeapRegion(RegionLayout.apart(Buckets.bytes(keys, VALUE_BYTES))), 0, keys, VALUE_BYTES);
        buckets.warm();
        assertEquals(plain.digest(), buckets.digest());
        Payload one = new Payload(VALUE_BYTES);
        Payload other = new Payload(VALUE_BYTES);
        int full = 0;
        for (int i = 0; i < 20_000; i++) {
            long key = random.nextBoolean() ? keys.key(random.nextInt(keys.count())) : random.nextInt(20);
            int kind = random.nextInt(3);
            one.stamp(i, VALUE_BYTES);
            random.nextBytes(one.bytes());
            other.copy(one);
            int bucket = keys.bucket(key);
            long expected = plain.apply(kind, key, 0, other);
            long got = switch (kind) {
                case TableWorkload.GET -> buckets.get(bucket, key, one);
                case TableWorkload.PUT -> buckets.put(bucket, key, one);
                default -> buckets.remove(bucket, key, one);
            };
            assertEquals(expected, got, "operation " + i + " of kind " + kind);
            assertTrue(kind != TableWorkload.GET || one.matches(other), "the bytes of operation " + i);
            full += kind == TableWorkload.PUT && got == TableWorkload.FULL ? 1 : 0;
        }

        assertTrue(full > 100, "buckets ran full " + full + " times");
        assertEquals(plain.digest(), buckets.digest());
    }

    @Test
    void anOperationOnABucketTouchesNoPairOfLinesOfAnother() {
        Set<Long> touched = new HashSet<>();
        Region watched = new ForwardingRegion(new HeapRegion(RegionLayout.apart(Buckets.bytes(keys, VALUE_BYTES)))) {
            @Override
            public long getOpaque(long offset) {
                touched.add(offset / APART);
                return super.getOpaque(offset);
            }

            @Override
            public void setOpaque(long offset, long value) {
                touched.add(offset / APART);
                super.setOpaque(offset, value);
            }

            @Override
            public void read(long offset, byte[] into, int at, int length) {
                touched.add(offset / APART);
                touched.add((offset + length - 1) / APART);
                super.read(offset, into, at, length);
            }

            @Override
            public void write(long offset, byte[] from, int at, int length) {
                touched.add(offset / APART);
                touched.add((offset + length - 1) / APART);
                super.write(offset, from, at, length);
            }
        };
        Buckets buckets = new Buckets(watched, 0, keys, VALUE_BYTES);
        Set<Long> all = new HashSet<>();
        int sum = 0;
        for (int bucket = 0; bucket < 3; bucket++) {
            touched.clear();
            for (int slot = 0; slot < keys.slots(); slot++) {
                long key = keys.key(bucket * keys.slots() + slot);
                Payload value = new Payload(VALUE_BYTES);
                value.stamp(slot, VALUE_BYTES);
                buckets.put(bucket, key, value);
                buckets.get(bucket, key, value);
            }
            buckets.remove(bucket, keys.key(bucket * keys.slots()), new Payload(VALUE_BYTES));
            all.addAll(touched);
            sum += touched.size();
        }

        assertEquals(all.size(), sum);
    }

    @Test
    void guardsLieApartFromEachOtherAndFromTheBuckets() {
        TableWorkload workload = new TableWorkload();
        Setting setting = Setting.of(workload, Values.of(workload, Map.of("buckets", "5")));
        for (BucketLock kind : BucketLock.values()) {
            long bytes = kind.bytes(3);
            Guarded at = Guarded.of(setting, bytes);
            for (int bucket = 0; bucket < 5; bucket++) {
                RegionLayout.requireApart(at.guard(bucket));
                assertTrue(at.guard(bucket) + bytes <= at.guard(bucket + 1), kind.algorithm());
            }
            assertTrue(at.guard(4) + bytes <= at.buckets(), kind.algorithm());
            RegionLayout.requireApart(at.buckets());
        }
    }
}
