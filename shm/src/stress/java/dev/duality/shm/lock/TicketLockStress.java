// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.lock;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.duality.shm.HaltingWait;
import dev.duality.shm.Region;
import dev.duality.shm.contract.HeapRegion;
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
public class TicketLockStress {
    private static final long GUARDED = TicketLock.bytes(2);
    private static final int SPINS = 20_000;

    private final Region shared = new HeapRegion(GUARDED + Region.LINE);
    private final Region[] views = new Region[2];
    private final HaltingWait[] waits = {new HaltingWait(SPINS), new HaltingWait(SPINS)};
    private final TicketLock[] locks = new TicketLock[2];

    public TicketLockStress() {
        this(UnaryOperator.identity());
    }

    TicketLockStress(UnaryOperator<Region> view) {
        for (int party = 0; party < 2; party++) {
            views[party] = view.apply(shared);
            locks[party] = new TicketLock(views[party], 0, waits);
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

    @JCStressTest
    @State
    @Description("U1 made plain: what the holder wrote comes after the next ticket is served")
    public static class ReleaseMadePlain extends TicketLockStress {
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
    @Description("L2 made plain: what the lock guards is read before the look")
    public static class LookMadePlain extends TicketLockStress {
        public LookMadePlain() {
            super(EarlyLoads::new);
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
    @Description("L1 in two steps: both get the same ticket")
    public static class TicketInTwoSteps extends TicketLockStress {
        public TicketInTwoSteps() {
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
