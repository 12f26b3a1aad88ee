// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.counter;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.duality.shm.Region;
import dev.duality.shm.contract.HeapRegion;
import dev.duality.shm.stress.BrokenRegion;
import dev.duality.shm.stress.LateStores;
import java.util.function.UnaryOperator;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

@JCStressTest
@State
@Outcome(id = "1, 0, 2", expect = ACCEPTABLE, desc = "the observer came before the other addition, or the writing")
@Outcome(id = "1, 1, 2", expect = ACCEPTABLE, desc = "the observer came in between")
@Outcome(id = "2, 1, 2", expect = ACCEPTABLE, desc = "the observer saw both")
@Outcome(expect = FORBIDDEN, desc = "an addition was lost, or seen without what came before it")
public class StripedCounterStress { // one party writes, then adds; the other adds, then sums and reads; then the sum
    private static final long WRITTEN = 2 * Region.APART;

    private final StripedCounter counter;
    private final Region[] views = new Region[2];
    private final StripedCounter[] counters = new StripedCounter[2];

    public StripedCounterStress() {
        this(UnaryOperator.identity());
    }

    StripedCounterStress(UnaryOperator<Region> view) {
        Region shared = new HeapRegion(3 * Region.APART);
        counter = new StripedCounter(shared, 0, 2);
        for (int party = 0; party < 2; party++) {
            views[party] = view.apply(shared);
            counters[party] = new StripedCounter(views[party], 0, 2);
        }
    }

    @Actor
    public void writer() {
        views[0].setPlain(WRITTEN, 1);
        counters[0].add(0, 1);
    }

    @Actor
    public void observer(III_Result r) {
        counters[1].add(1, 1);
        r.r1 = (int) counters[1].sum();
        r.r2 = (int) views[1].getPlain(WRITTEN);
    }

    @Arbiter
    public void after(III_Result r) {
        r.r3 = (int) counter.sum();
    }

    @JCStressTest
    @State
    @Description("the addition made plain: what came before it comes after it")
    public static class ReleaseMadePlain extends StripedCounterStress {
        public ReleaseMadePlain() {
            super(LateStores::new);
        }

        @Actor
        @Override
        public void writer() {
            super.writer();
        }

        @Actor
        @Override
        public void observer(III_Result r) {
            super.observer(r);
        }

        @Arbiter
        @Override
        public void after(III_Result r) {
            super.after(r);
        }
    }

    @JCStressTest
    @State
    @Description("both parties add to one word, and one addition overwrites the other")
    public static class OneWordForAll extends StripedCounterStress {
        public OneWordForAll() {
            super(OneWord::new);
        }

        @Actor
        @Override
        public void writer() {
            super.writer();
        }

        @Actor
        @Override
        public void observer(III_Result r) {
            super.observer(r);
        }

        @Arbiter
        @Override
        public void after(III_Result r) {
            super.after(r);
        }
    }

    /// The stripes of both parties are one.
    private static final class OneWord extends BrokenRegion {
        OneWord(Region shared) {
            super(shared);
        }

        @Override
        public long getPlain(long offset) {
            long value = super.getPlain(offset == WRITTEN ? offset : 0);
            linger();
            return value;
        }

        @Override
        public void setRelease(long offset, long value) {
            super.setRelease(0, value);
        }
    }
}
