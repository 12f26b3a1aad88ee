// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts.pending;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.duality.shm.Region;
import dev.duality.shm.contract.HeapRegion;
import dev.duality.shm.stress.SplitSteps;
import java.util.function.UnaryOperator;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

@JCStressTest
@State
@Outcome(id = "5, 6", expect = ACCEPTABLE, desc = "the first consumer came first")
@Outcome(id = "6, 5", expect = ACCEPTABLE, desc = "the second consumer came first")
@Outcome(expect = FORBIDDEN, desc = "a token was polled twice, or lost")
public class TokenRingConsumersStress { // the ring holds 5 and 6; two consumers poll once each
    private final TokenRing[] rings = new TokenRing[2];

    public TokenRingConsumersStress() {
        this(UnaryOperator.identity());
    }

    TokenRingConsumersStress(UnaryOperator<Region> view) {
        Region shared = new HeapRegion(TokenRing.bytes(2));
        for (int consumer = 0; consumer < 2; consumer++) {
            rings[consumer] = new TokenRing(view.apply(shared), 0, 2);
        }
        rings[0].offer(5);
        rings[0].offer(6);
    }

    @Actor
    public void first(II_Result r) {
        r.r1 = rings[0].poll();
    }

    @Actor
    public void second(II_Result r) {
        r.r2 = rings[1].poll();
    }

    @JCStressTest
    @State
    @Description("C4 in two steps: both take the same token")
    public static class HeadInTwoSteps extends TokenRingConsumersStress {
        public HeadInTwoSteps() {
            super(SplitSteps::new);
        }

        @Actor
        @Override
        public void first(II_Result r) {
            super.first(r);
        }

        @Actor
        @Override
        public void second(II_Result r) {
            super.second(r);
        }
    }
}
