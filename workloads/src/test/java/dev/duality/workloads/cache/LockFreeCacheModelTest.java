// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache;

import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.shm.contract.ForwardingRegion;
import dev.duality.shm.contract.HeapRegion;
import dev.duality.shm.contract.ModelChecking;
import dev.duality.workloads.cache.policy.Policy;
import java.util.function.UnaryOperator;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interleavings")
class LockFreeCacheModelTest {
    private static final int BLOCKS = 3;
    private static final int WORKERS = 4; // the two, and those before and after them
    private static final int BYTES = 4; // shorter than a word: Lincheck cannot follow words within bytes

    /// Three blocks in a cache for two: what is read of a block is what was written to it last.
    @Param(name = "block", gen = IntGen.class, conf = "0:2")
    @Param(name = "stamp", gen = IntGen.class, conf = "1:9")
    @Param(name = "worker", gen = ThreadIdGen.class)
    public static class Cached {
        private final Geometry at;
        private final LockFreeCache cache;
        private final Region region;

        public Cached() {
            this(Policy.CLOCK, 2, UnaryOperator.identity());
        }

        Cached(Policy policy, int capacity, UnaryOperator<Region> seenAs) {
            at = new Geometry(BLOCKS, capacity, WORKERS, BYTES, policy);
            region = seenAs.apply(new HeapRegion(at.layout.bytes()));
            cache = new LockFreeCache(region, at);
        }

        @Operation
        public long read(@Param(name = "worker") int worker, @Param(name = "block") int block) {
            Payload payload = new Payload(BYTES);
            int stamp = (int) Stamps.of(cache.read(new Holdings(region, at, worker % WORKERS), block, payload));
            return (int) payload.stamp() == stamp ? stamp : Long.MIN_VALUE; // 4 bytes carry the low half
        }

        @Operation
        public long write(
                @Param(name = "worker") int worker,
                @Param(name = "block") int block,
                @Param(name = "stamp") int stamp) {
            Payload payload = new Payload(BYTES);
            payload.stamp(stamp, BYTES);
            return Stamps.of(cache.write(new Holdings(region, at, worker % WORKERS), block, payload));
        }
    }

    /// The same by SIEVE.
    @Param(name = "block", gen = IntGen.class, conf = "0:2")
    @Param(name = "stamp", gen = IntGen.class, conf = "1:9")
    @Param(name = "worker", gen = ThreadIdGen.class)
    public static class Sieved extends Cached {
        public Sieved() {
            super(Policy.SIEVE, 2, UnaryOperator.identity());
        }
    }

    /// And by S3-FIFO.
    @Param(name = "block", gen = IntGen.class, conf = "0:2")
    @Param(name = "stamp", gen = IntGen.class, conf = "1:9")
    @Param(name = "worker", gen = ThreadIdGen.class)
    public static class InThreeQueues extends Cached {
        public InThreeQueues() {
            super(Policy.S3_FIFO, 2, UnaryOperator.identity());
        }
    }

    /// Words are compared and changed in two steps.
    private static Region inTwoSteps(Region region) {
        return new ForwardingRegion(region) {
            @Override
            public boolean compareAndSet(long offset, long expected, long value) {
                boolean same = getVolatile(offset) == expected;
                if (same) {
                    setVolatile(offset, value);
                }
                return same;
            }
        };
    }

    @Param(name = "block", gen = IntGen.class, conf = "0:2")
    @Param(name = "stamp", gen = IntGen.class, conf = "1:9")
    @Param(name = "worker", gen = ThreadIdGen.class)
    public static class ChangedInTwoSteps extends Cached {
        public ChangedInTwoSteps() {
            super(Policy.CLOCK, 2, LockFreeCacheModelTest::inTwoSteps);
        }
    }

    @Test
    void isLinearizable() {
        ModelChecking.assertLinearizableInBrief(Cached.class);
    }

    @Test
    void isNotIfEntriesChangeInTwoSteps() {
        ModelChecking.assertBrokenInBrief(ChangedInTwoSteps.class);
    }

    @Test
    void isLinearizableBySieve() {
        ModelChecking.assertLinearizableInBrief(Sieved.class);
    }

    @Test
    void isLinearizableByS3Fifo() {
        ModelChecking.assertLinearizableInBrief(InThreeQueues.class);
    }
}
