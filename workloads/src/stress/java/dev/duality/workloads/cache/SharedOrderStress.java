// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.shm.contract.HeapRegion;
import dev.duality.shm.stress.SplitSteps;
import dev.duality.workloads.cache.policy.Policy;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/// A cache of four slots is full, by S3-FIFO or by SIEVE; two workers each read a block
/// for which one must go; then how many blocks it holds, each in a slot of its own.
@JCStressTest
@State
@Outcome(id = "1, 1, 4", expect = ACCEPTABLE, desc = "two have left, two have come")
@Outcome(expect = FORBIDDEN, desc = "a slot is lost, or holds two blocks")
public class SharedOrderStress {
    private static final int PAYLOAD_BYTES = Long.BYTES;
    private static final int CAPACITY = 4;

    private final Geometry at;
    private final Region shared;
    private final LockFreeCache[] caches = new LockFreeCache[2];
    private final Holdings[] holdings = new Holdings[2];
    private final Payload[] payloads = {new Payload(PAYLOAD_BYTES), new Payload(PAYLOAD_BYTES)};

    public SharedOrderStress() {
        this(UnaryOperator.identity());
    }

    SharedOrderStress(UnaryOperator<Region> view) {
        at = new Geometry(
                CAPACITY + 2,
                CAPACITY,
                2,
                PAYLOAD_BYTES,
                ThreadLocalRandom.current().nextBoolean() ? Policy.S3_FIFO : Policy.SIEVE);
        shared = new HeapRegion(at.layout.bytes());
        for (int worker = 0; worker < 2; worker++) {
            Region viewed = view.apply(shared);
            caches[worker] = new LockFreeCache(viewed, at);
            holdings[worker] = new Holdings(viewed, at, worker);
        }
        for (int block = 0; block < CAPACITY; block++) {
            read(0, block);
        }
    }

    private int read(int worker, int block) {
        long stamp = Stamps.of(caches[worker].read(holdings[worker], block, payloads[worker]));
        return stamp == Stamps.initial(block) ? 1 : 0;
    }

    @Actor
    public void first(III_Result r) {
        r.r1 = read(0, CAPACITY);
    }

    @Actor
    public void second(III_Result r) {
        r.r2 = read(1, CAPACITY + 1);
    }

    @Arbiter
    public void after(III_Result r) {
        int slots = 0;
        for (int block = 0; block < at.blocks; block++) {
            long entry = shared.getVolatile(at.entry(block));
            if (Entry.isResident(entry)) {
                slots |= 1 << shared.getPlain(at.slotOf(Entry.frame(entry)));
                r.r3++;
            }
        }
        r.r3 = slots == (1 << CAPACITY) - 1 ? r.r3 : -r.r3;
    }

    @JCStressTest
    @State
    @Description("H2 and Q1 in two steps: both workers take the same slot")
    public static class SlotInTwoSteps extends SharedOrderStress {
        private static final int LOST = -9; // no outcome of a sound cache

        public SlotInTwoSteps() {
            super(SplitSteps::new);
        }

        @Actor
        @Override
        public void first(III_Result r) {
            try {
                super.first(r);
            } catch (IllegalStateException _) {
                r.r1 = LOST; // the cache has noticed it
            }
        }

        @Actor
        @Override
        public void second(III_Result r) {
            try {
                super.second(r);
            } catch (IllegalStateException _) {
                r.r2 = LOST;
            }
        }

        @Arbiter
        @Override
        public void after(III_Result r) {
            super.after(r);
        }
    }
}
