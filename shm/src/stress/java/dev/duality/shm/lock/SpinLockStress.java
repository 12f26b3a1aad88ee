// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.lock;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

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

@JCStressTest
@State
@Outcome(id = "1, 2, 2", expect = ACCEPTABLE, desc = "the second party came second")
@Outcome(id = "2, 1, 2", expect = ACCEPTABLE, desc = "the second party came first")
@Outcome(expect = FORBIDDEN, desc = "both held the lock, or the later holder missed what the earlier one did")
public class SpinLockStress { // each party counts the guarded word up while it holds the lock; then its value
    private static final long GUARDED = SpinLock.bytes(2);

    private final Region shared = new HeapRegion(GUARDED + Long.BYTES);
    private final Region[] views = new Region[2];
    private final SpinLock[] locks = new SpinLock[2];

    public SpinLockStress() {
        this(UnaryOperator.identity());
    }

    SpinLockStress(UnaryOperator<Region> view) {
        WaitStrategy[] waits = WaitStrategy.of(WaitStrategy.Kind.PAUSE, 2);
        for (int party = 0; party < 2; party++) {
            views[party] = view.apply(shared);
            locks[party] = new SpinLock(views[party], 0, waits);
        }
    }

    private int count(int party) {
        locks[party].lock(party);
        long value = views[party].getPlain(GUARDED) + 1;
        views[party].setPlain(GUARDED, value);
        locks[party].unlock();
        return (int) value;
    }

    @Actor
    public void first(III_Result r) {
        r.r1 = count(0);
    }

    @Actor
    public void second(III_Result r) {
        r.r2 = count(1);
    }

    @Arbiter
    public void after(III_Result r) {
        r.r3 = (int) shared.getPlain(GUARDED);
    }

    @JCStressTest
    @State
    @Description("U1 made plain: what the holder wrote comes after the 0")
    public static class ReleaseMadePlain extends SpinLockStress {
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
    @Description("L1 in two steps: both find the 0 and enter")
    public static class EntryInTwoSteps extends SpinLockStress {
        public EntryInTwoSteps() {
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
