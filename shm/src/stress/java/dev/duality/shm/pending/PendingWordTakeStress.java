// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.pending;

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
import org.openjdk.jcstress.infra.results.II_Result;

/// One bit is set; a source raises another; the consumer takes what is set; then what is left.
@JCStressTest
@State
@Outcome(id = "2, 1", expect = ACCEPTABLE, desc = "the consumer came first, and the new bit is left")
@Outcome(id = "3, 0", expect = ACCEPTABLE, desc = "the consumer took both bits")
@Outcome(expect = FORBIDDEN, desc = "a bit was lost, or taken twice")
public class PendingWordTakeStress {
    private final PendingWord raising;
    private final PendingWord taking;
    private final PendingWord left;

    public PendingWordTakeStress() {
        this(UnaryOperator.identity());
    }

    PendingWordTakeStress(UnaryOperator<Region> view) {
        Region shared = new HeapRegion(Region.LINE);
        raising = new PendingWord(view.apply(shared), 0);
        taking = new PendingWord(view.apply(shared), 0);
        left = new PendingWord(shared, 0);
        left.raise(1);
    }

    @Actor
    public void source() {
        raising.raise(0);
    }

    @Actor
    public void consumer(II_Result r) {
        r.r1 = (int) taking.take();
    }

    @Arbiter
    public void after(II_Result r) {
        r.r2 = (int) left.take();
    }

    @JCStressTest
    @State
    @Description("S2 and C2 in two steps: what comes in between is overwritten")
    public static class ExchangeInTwoSteps extends PendingWordTakeStress {
        public ExchangeInTwoSteps() {
            super(SplitSteps::new);
        }

        @Actor
        @Override
        public void source() {
            super.source();
        }

        @Actor
        @Override
        public void consumer(II_Result r) {
            super.consumer(r);
        }

        @Arbiter
        @Override
        public void after(II_Result r) {
            super.after(r);
        }
    }
}
