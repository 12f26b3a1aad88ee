// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.lock;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.duality.shm.HaltingWait;
import dev.duality.shm.Region;
import dev.duality.shm.contract.HeapRegion;
import dev.duality.shm.stress.BrokenRegion;
import dev.duality.shm.stress.EarlyLoads;
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
/// Each party counts the guarded word up while it holds the lock, or gives up; then its value.

@JCStressTest
@State
@Outcome(id = "1, 2, 2", expect = ACCEPTABLE, desc = "the second party came second")
@Outcome(id = "2, 1, 2", expect = ACCEPTABLE, desc = "the second party came first")
@Outcome(
        id = {"1, 0, 1", "0, 1, 1"},
        expect = ACCEPTABLE,
        desc = "one did not get a core for so long that the other gave up")
@Outcome(expect = FORBIDDEN, desc = "both held the lock, or the later holder missed what the earlier one did")
public class McsLockStress {
    private static final long GUARDED = McsLock.bytes(2);
    private static final int SPINS = 20_000;

    private final Region shared = new HeapRegion(GUARDED + Region.LINE);
    private final Region[] views = new Region[2];
    private final HaltingWait[] waits = {new HaltingWait(SPINS), new HaltingWait(SPINS)};
    private final McsLock[] locks = new McsLock[2];

    public McsLockStress() {
        this(UnaryOperator.identity(), UnaryOperator.identity());
    }

    McsLockStress(UnaryOperator<Region> first, UnaryOperator<Region> second) {
        views[0] = first.apply(shared);
        views[1] = second.apply(shared);
        for (int party = 0; party < 2; party++) {
            locks[party] = new McsLock(views[party], 0, waits);
        }
    }

    private int count(int party) {
        long value = 0;
        try {
            locks[party].lock(party);
            value = views[party].getPlain(GUARDED) + 1;
            views[party].setPlain(GUARDED, value);
            locks[party].unlock(party);
        } catch (HaltingWait.Asleep gaveUp) {
            return (int) value; // what it counted, if it gave up behind that
        }
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

    /// Lingers where it has come into the queue, so that the other comes behind it: looks that load early are slow.
    private static final class Slow extends BrokenRegion {
        Slow(Region shared) {
            super(shared);
        }

        @Override
        public long getAndSet(long offset, long value) {
            long before = super.getAndSet(offset, value);
            linger();
            return before;
        }
    }

    @JCStressTest
    @State
    @Description("U4 made plain: what the holder wrote comes after it")
    public static class ReleaseMadePlain extends McsLockStress {
        public ReleaseMadePlain() {
            super(LateStores::new, LateStores::new);
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
    @Description("L4 made plain: what the lock guards is read before the look")
    public static class LookMadePlain extends McsLockStress {
        public LookMadePlain() {
            super(Slow::new, EarlyLoads::new);
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
    @Description("L2 in two steps: both find nobody before them")
    public static class ExchangeInTwoSteps extends McsLockStress {
        public ExchangeInTwoSteps() {
            super(SplitSteps::new, SplitSteps::new);
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
