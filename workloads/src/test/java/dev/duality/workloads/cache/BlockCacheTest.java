// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.shm.Payload;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.JobSplit;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Specification;
import org.junit.jupiter.api.Test;

final class BlockCacheTest {
    private final CacheWorkload workload = new CacheWorkload();
    private final Setting setting = Settings.of(workload, "capacity", 2, "files", 1, "blocks", 8, "payload", 256);
    private final Specification cache = workload.specification(setting);
    private final Payload payload = setting.payload();

    private long read(long block) {
        payload.length(0);
        return cache.apply(CacheWorkload.READ, 0, block, payload);
    }

    private long write(long block, long stamp) {
        payload.stamp(stamp, 256);
        return cache.apply(CacheWorkload.WRITE, 0, block, payload);
    }

    @Test
    void aBlockIsMissedOnceAndThenFound() {
        assertFalse(Stamps.hit(read(3)));
        assertTrue(Stamps.hit(read(3)));
        assertEquals(1, cache.counts().get("hits"));
    }

    @Test
    void aReadBringsTheBytesThatItsResultSpeaksOf() {
        assertEquals(Stamps.initial(3), Stamps.of(read(3)));
        assertEquals(256, payload.length());
        assertEquals(Stamps.initial(3), payload.stamp());
    }

    @Test
    void aWriteIsAcknowledgedByTheStampOfItsBytesAndSendsNoneBack() {
        assertEquals(77, Stamps.of(write(3, 77)));
        assertEquals(0, payload.length());
    }

    @Test
    void aBlockReadIsTheBlockLastWritten() {
        write(3, 77);
        write(3, 78);

        assertEquals(78, Stamps.of(read(3)));
        assertEquals(78, payload.stamp());
    }

    @Test
    void aWrittenBlockReachesTheStoreWhenItIsEvicted() {
        write(3, 77);
        read(4);
        assertEquals(0, cache.counts().get("write-backs"));

        read(5);

        assertEquals(1, cache.counts().get("write-backs"));
        assertEquals(Stamps.result(77, false), read(3));
    }

    @Test
    void aBlockThatWasOnlyReadIsNotWrittenBack() {
        read(3);
        read(4);
        read(5);

        assertEquals(1, cache.counts().get("evictions"));
        assertEquals(0, cache.counts().get("write-backs"));
    }

    @Test
    void theDigestDoesNotDependOnWhatIsCached() {
        write(3, 77);
        long before = cache.digest();
        for (int block = 0; block < 8; block++) {
            read(block);
        }

        assertEquals(before, cache.digest());
    }

    @Test
    void theDigestDependsOnWhatWasWrittenLast() {
        write(3, 77);
        long before = cache.digest();
        write(3, 78);

        assertNotEquals(before, cache.digest());
    }

    @Test
    void tornBytesMakeANegativeResult() {
        payload.stamp(77, 256);
        payload.bytes()[128]++;

        assertEquals(-1, Stamps.of(cache.apply(CacheWorkload.WRITE, 0, 3, payload)));
    }

    @Test
    void ownersAreCachesOfTheirOwn() {
        Specification two = workload.specification(setting.withOwners(2));
        int misses = 0;
        for (int i = 0; i < 10; i++) {
            for (int block = 0; block < 2; block++) {
                misses += Stamps.hit(two.apply(CacheWorkload.READ, 0, block, payload)) ? 0 : 1;
            }
        }
        boolean sameOwner = JobSplit.owner(CacheWorkload.key(0, 0), 2) == JobSplit.owner(CacheWorkload.key(0, 1), 2);

        assertEquals(sameOwner ? 20 : 2, misses);
    }

    @Test
    void moreOwnersThanBlocksOfCapacityAreRefused() {
        BadInput refusal = assertThrows(BadInput.class, () -> workload.specification(setting.withOwners(3)));

        assertEquals("capacity is 2 blocks, but 3 owners need at least 1 each", refusal.getMessage());
    }
}
