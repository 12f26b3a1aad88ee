// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.shm.contract.HeapRegion;
import dev.duality.shm.stress.SplitSteps;
import java.util.function.UnaryOperator;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// The cache is full and holds 1 for block 0; one worker writes 2 there, the other reads a block for which it must go;
/// then what block 0 holds.
@JCStressTest
@State
@Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "the last write is found, in the cache or in the store")
@Outcome(expect = FORBIDDEN, desc = "a write was lost, or the store went back")
public class LockFreeCacheEvictStress {
    private static final int PAYLOAD_BYTES = Long.BYTES;
    private static final int CAPACITY = 4;

    private final Payload read = new Payload(PAYLOAD_BYTES);
    private final Payload written = new Payload(PAYLOAD_BYTES);
    private final LockFreeCache[] caches = new LockFreeCache[2];
    private final Holdings[] holdings = new Holdings[2];

    public LockFreeCacheEvictStress() {
        this(UnaryOperator.identity());
    }

    LockFreeCacheEvictStress(UnaryOperator<Region> view) {
        Geometry at = new Geometry(CAPACITY + 1, CAPACITY, 2, PAYLOAD_BYTES);
        Region shared = new HeapRegion(at.layout.bytes());
        for (int worker = 0; worker < 2; worker++) {
            Region viewed = view.apply(shared);
            caches[worker] = new LockFreeCache(viewed, at);
            holdings[worker] = new Holdings(viewed, at, worker);
        }
        write(1);
        for (int block = 1; block < CAPACITY; block++) {
            read(0, block);
        }
    }

    private void write(int stamp) {
        written.stamp(stamp, PAYLOAD_BYTES);
        caches[0].write(holdings[0], 0, written);
    }

    private long read(int worker, int block) {
        return Stamps.of(caches[worker].read(holdings[worker], block, read));
    }

    @Actor
    public void writer() {
        write(2);
    }

    @Actor
    public void evictor(II_Result r) {
        r.r1 = read(1, CAPACITY) == Stamps.initial(CAPACITY) ? 1 : 0;
    }

    @Arbiter
    public void after(II_Result r) {
        r.r2 = (int) read(0, 0);
    }

    @JCStressTest
    @State
    @Description("E4 in two steps: a write that comes in between is thrown out unseen")
    public static class EvictionInTwoSteps extends LockFreeCacheEvictStress {
        public EvictionInTwoSteps() {
            super(SplitSteps::new);
        }

        @Actor
        @Override
        public void writer() {
            super.writer();
        }

        @Actor
        @Override
        public void evictor(II_Result r) {
            super.evictor(r);
        }

        @Arbiter
        @Override
        public void after(II_Result r) {
            super.after(r);
        }
    }
}
