// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

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
import org.openjdk.jcstress.infra.results.III_Result;

/// The queue holds 5 and 6; each of two takes one and puts one in, 7 and 8; then how many are in it, each once.
@JCStressTest
@State
@Outcome(
        id = {"5, 6, 2", "6, 5, 2"},
        expect = ACCEPTABLE,
        desc = "each took one of the old")
@Outcome(
        id = {"5, 7, 2", "8, 5, 2"},
        expect = FORBIDDEN,
        desc = "6 was passed over")
@Outcome(expect = FORBIDDEN, desc = "a number was taken twice, or lost")
public class FifoQueueStress {
    private static final int CELLS = 4;

    private final FifoQueue[] queues = new FifoQueue[2];

    public FifoQueueStress() {
        this(UnaryOperator.identity());
    }

    FifoQueueStress(UnaryOperator<Region> view) {
        Region shared = new HeapRegion(FifoQueue.bytes(CELLS));
        for (int actor = 0; actor < 2; actor++) {
            queues[actor] = new FifoQueue(view.apply(shared), 0, CELLS);
        }
        queues[0].offer(5);
        queues[0].offer(6);
    }

    @Actor
    public void first(III_Result r) {
        r.r1 = queues[0].poll();
        queues[0].offer(7);
    }

    @Actor
    public void second(III_Result r) {
        r.r2 = queues[1].poll();
        queues[1].offer(8);
    }

    @Arbiter
    public void after(III_Result r) {
        int one = queues[0].poll();
        int other = queues[0].poll();
        r.r3 = one + other == 7 + 8 && one != other && queues[0].poll() < 0 ? 2 : 0;
    }

    @JCStressTest
    @State
    @Description("Q3 and T3 in two steps: both take the same number, or fill the same cell")
    public static class CellInTwoSteps extends FifoQueueStress {
        public CellInTwoSteps() {
            super(SplitSteps::new);
        }

        @Actor
        @Override
        public void first(III_Result r) {
            super.first(r);
        }

        @Actor
        @Override
        public void second(III_Result r) {
            super.second(r);
        }

        @Arbiter
        @Override
        public void after(III_Result r) {
            super.after(r);
        }
    }
}
