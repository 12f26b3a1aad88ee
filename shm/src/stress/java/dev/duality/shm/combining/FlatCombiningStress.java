// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.combining;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.contract.HeapRegion;
import dev.duality.shm.stress.LateStores;
import dev.duality.shm.stress.SplitSteps;
import java.util.function.UnaryOperator;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/// One party adds 1 + 10, the other 2 + 20; each gets the value before; then the value.
@JCStressTest
@State
@Outcome(id = "0, 11, 33", expect = ACCEPTABLE, desc = "the first party came first")
@Outcome(id = "22, 0, 33", expect = ACCEPTABLE, desc = "the second party came first")
@Outcome(expect = FORBIDDEN, desc = "an operation was lost, done twice, or seen half; or two combined at once")
public class FlatCombiningStress {
    private final Payload payload = new Payload(0);
    private final FlatCombining[] combinings = new FlatCombining[2];
    private long value;

    public FlatCombiningStress() {
        this(UnaryOperator.identity());
    }

    FlatCombiningStress(UnaryOperator<Region> view) {
        Region shared = new HeapRegion(FlatCombining.bytes(2));
        WaitStrategy[] waits = WaitStrategy.of(WaitStrategy.Kind.PAUSE, 2);
        for (int party = 0; party < 2; party++) {
            combinings[party] = new FlatCombining(view.apply(shared), 0, this::add, waits);
        }
    }

    private long add(int kind, long a, long b, Payload none) {
        long before = value;
        value = before + a + b;
        return before;
    }

    @Actor
    public void first(III_Result r) {
        r.r1 = (int) combinings[0].apply(0, 1, 1, 10, payload);
    }

    @Actor
    public void second(III_Result r) {
        r.r2 = (int) combinings[1].apply(1, 1, 2, 20, payload);
    }

    @Arbiter
    public void after(III_Result r) {
        r.r3 = (int) value;
    }

    @JCStressTest
    @State
    @Description("P2 and C3 made plain: operations and results come after their numbers")
    public static class ReleaseMadePlain extends FlatCombiningStress {
        public ReleaseMadePlain() {
            super(LateStores::new);
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

    @JCStressTest
    @State
    @Description("L1 in two steps: both combine, and do the same operation twice")
    public static class LockInTwoSteps extends FlatCombiningStress {
        public LockInTwoSteps() {
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
