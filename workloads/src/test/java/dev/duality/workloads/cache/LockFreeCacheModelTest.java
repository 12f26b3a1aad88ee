// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache;

import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.shm.contract.ForwardingRegion;
import dev.duality.shm.contract.HeapRegion;
import dev.duality.shm.contract.ModelChecking;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.junit.jupiter.api.Test;

class LockFreeCacheModelTest {
    private static final int BLOCKS = 3;
    private static final int WORKERS = 4; // the two, and those before and after them
    private static final int BYTES = 4; // shorter than a word: Lincheck cannot follow words within bytes
    private static final Geometry AT = new Geometry(BLOCKS, 2, WORKERS, BYTES);

    /// Three blocks in a cache for two: what is read of a block is what was written to it last.
    @Param(name = "block", gen = IntGen.class, conf = "0:2")
    @Param(name = "stamp", gen = IntGen.class, conf = "1:9")
    @Param(name = "worker", gen = ThreadIdGen.class)
    public static class Cached {
        private final LockFreeCache cache;
        private final Region region;

        public Cached() {
            this(new HeapRegion(AT.layout.bytes()));
        }

        Cached(Region region) {
            this.region = region;
            cache = new LockFreeCache(region, AT);
        }

        @Operation
        public long read(@Param(name = "worker") int worker, @Param(name = "block") int block) {
            Payload payload = new Payload(BYTES);
            int stamp = (int) Stamps.of(cache.read(new Holdings(region, AT, worker % WORKERS), block, payload));
            return (int) payload.stamp() == stamp ? stamp : Long.MIN_VALUE; // 4 bytes carry the low half
        }

        @Operation
        public long write(
                @Param(name = "worker") int worker,
                @Param(name = "block") int block,
                @Param(name = "stamp") int stamp) {
            Payload payload = new Payload(BYTES);
            payload.stamp(stamp, BYTES);
            return Stamps.of(cache.write(new Holdings(region, AT, worker % WORKERS), block, payload));
        }
    }

    /// Entries are compared and changed in two steps.
    @Param(name = "block", gen = IntGen.class, conf = "0:2")
    @Param(name = "stamp", gen = IntGen.class, conf = "1:9")
    @Param(name = "worker", gen = ThreadIdGen.class)
    public static class ChangedInTwoSteps extends Cached {
        public ChangedInTwoSteps() {
            super(new ForwardingRegion(new HeapRegion(AT.layout.bytes())) {
                @Override
                public boolean compareAndSet(long offset, long expected, long value) {
                    boolean same = getVolatile(offset) == expected;
                    if (same) {
                        setVolatile(offset, value);
                    }
                    return same;
                }
            });
        }
    }

    @Test
    void isLinearizable() {
        ModelChecking.assertLinearizableInBrief(Cached.class);
    }

    @Test
    void isNotIfEntriesChangeInTwoSteps() {
        ModelChecking.assertBroken(ChangedInTwoSteps.class);
    }
}
