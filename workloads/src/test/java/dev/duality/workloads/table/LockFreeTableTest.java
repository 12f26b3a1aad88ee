// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.shm.RegionLayout;
import dev.duality.shm.contract.HeapRegion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LockFreeTableTest {
    private static final int VALUE_BYTES = 64;

    private final Keys keys = new Keys(2, 2);
    private final TableLayout at = new TableLayout(keys, 3, VALUE_BYTES);
    private final Region region = new HeapRegion(at.layout.bytes());
    private final LockFreeTable table = new LockFreeTable(region, keys, at);
    private final Payload payload = new Payload(VALUE_BYTES);

    private TableHoldings worker(int number) {
        return new TableHoldings(region, at, number);
    }

    private long put(int worker, long key, long stamp) {
        payload.stamp(stamp, VALUE_BYTES);
        return table.put(worker(worker), key, payload);
    }

    @Test
    void anyOperationsInAnyOrderByTurnsGiveWhatTheSpecificationGives() {
        SplittableRandom random = new SplittableRandom(7);
        PlainHashTable plain = new PlainHashTable(keys, VALUE_BYTES);
        for (int number = 0; number < keys.count(); number++) {
            plain.apply(TableWorkload.REMOVE, keys.key(number), 0, new Payload(VALUE_BYTES));
        }
        Payload other = new Payload(VALUE_BYTES);
        int full = 0;
        for (int i = 0; i < 20_000; i++) {
            long key = random.nextInt(14) * 0x1234_5678_9ABCL; // more than there are slots, and none of the workload's
            int kind = random.nextInt(3);
            payload.stamp(i, kind == TableWorkload.PUT ? VALUE_BYTES : 8);
            other.copy(payload);
            TableHoldings mine = worker(random.nextInt(3));
            long expected = plain.apply(kind, key, 0, other);
            long got = switch (kind) {
                case TableWorkload.GET -> table.get(mine, key, payload);
                case TableWorkload.PUT -> table.put(mine, key, payload);
                default -> table.remove(mine, key);
            };
            assertEquals(expected, got, "operation " + i + " of kind " + kind);
            assertTrue(kind != TableWorkload.GET || payload.matches(other), "the bytes of operation " + i);
            full += kind == TableWorkload.PUT && got == TableWorkload.FULL ? 1 : 0;
        }

        assertTrue(full > 1_000, "buckets ran full " + full + " times");
        assertEquals(plain.digest(), table.digest());
    }

    @Test
    void aPutIntoAFullBucketIsRefusedAndChangesNothing() {
        List<Long> inOne = new ArrayList<>();
        for (long key = 1; inOne.size() < keys.slots() + 1; key++) {
            if (keys.bucket(key) == 0) {
                inOne.add(key);
            }
        }
        for (long key : inOne.subList(0, keys.slots())) {
            assertEquals(TableWorkload.ADDED, put(0, key, key));
        }
        long digest = table.digest();

        assertEquals(TableWorkload.FULL, put(1, inOne.getLast(), 99));
        assertEquals(digest, table.digest());
        assertEquals(TableWorkload.REPLACED, put(1, inOne.getFirst(), 100));
        assertEquals(TableWorkload.REMOVED, table.remove(worker(2), inOne.get(1)));
        assertEquals(TableWorkload.ADDED, put(1, inOne.getLast(), 99));
    }

    @Test
    void whateverHappensEveryCellHasOneOwner() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int worker = 0; worker < 3; worker++) {
            int number = worker;
            threads.add(Thread.ofPlatform().start(() -> {
                Payload mine = new Payload(VALUE_BYTES);
                SplittableRandom random = new SplittableRandom(number);
                for (int i = 0; i < 50_000; i++) {
                    long key = keys.key(random.nextInt(keys.count()));
                    if (random.nextBoolean()) {
                        mine.stamp(i, VALUE_BYTES);
                        table.put(worker(number), key, mine);
                    } else {
                        table.remove(worker(number), key);
                    }
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        Set<Integer> owned = new HashSet<>();
        for (int bucket = 0; bucket < keys.buckets(); bucket++) {
            for (int slot = 0; slot < keys.slots(); slot++) {
                long word = region.getAcquire(at.slots(bucket) + (long) Long.BYTES * slot);
                owned.add(Slot.cell(word, at.home(bucket, slot)));
            }
        }
        for (int worker = 0; worker < 3; worker++) {
            owned.add(worker(worker).cell());
        }

        assertEquals(keys.count() + 3, owned.size());
    }

    @Test
    void whatDifferentWorkersWriteLiesApart() {
        for (int bucket = 0; bucket < 2; bucket++) {
            RegionLayout.requireApart(at.adding(bucket));
            assertTrue(at.slots(bucket) + at.slotsBytes <= at.adding(bucket + 1));
        }
        for (int cell = 0; cell < keys.count() + 3; cell++) {
            RegionLayout.requireApart(at.key(cell));
            assertTrue(at.value(cell) + VALUE_BYTES <= at.key(cell + 1));
        }
        for (int worker = 0; worker < 3; worker++) {
            RegionLayout.requireApart(at.holdings(worker));
        }
        assertTrue(at.layout.spans().stream().allMatch(span -> span.offset() + span.bytes() <= at.layout.bytes()));
    }
}
