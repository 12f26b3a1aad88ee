// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.lock;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.duality.shm.HaltingWait;
import dev.duality.shm.Region;
import dev.duality.shm.WaitStrategy;
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

/// Each party takes the lock for a while, or stops where it would sleep; then how many sleep still.
@JCStressTest
@State
@Outcome(id = "1, 1, 0", expect = ACCEPTABLE, desc = "both got the lock")
@Outcome(id = "1, 0, 0", expect = ACCEPTABLE, desc = "the second party fell asleep and was woken")
@Outcome(id = "0, 1, 0", expect = ACCEPTABLE, desc = "the first party fell asleep and was woken")
@Outcome(expect = FORBIDDEN, desc = "a sleeper was forgotten, or both sleep")
public class SpinLockSleepStress {
    private static final int PAUSES = 64;

    private final HaltingWait[] waits = {new HaltingWait(WaitStrategy.SPINS), new HaltingWait(WaitStrategy.SPINS)};
    private final SpinLock[] locks = new SpinLock[2];

    public SpinLockSleepStress() {
        this(UnaryOperator.identity());
    }

    SpinLockSleepStress(UnaryOperator<Region> view) {
        Region shared = new HeapRegion(SpinLock.bytes(2));
        for (int party = 0; party < 2; party++) {
            locks[party] = new SpinLock(view.apply(shared), 0, waits);
        }
    }

    private int hold(int party) {
        try {
            locks[party].lock(party);
        } catch (HaltingWait.Asleep _) {
            return 0;
        }
        for (int pauses = 0; pauses < PAUSES; pauses++) {
            Thread.onSpinWait();
        }
        locks[party].unlock();
        return 1;
    }

    @Actor
    public void first(III_Result r) {
        r.r1 = hold(0);
    }

    @Actor
    public void second(III_Result r) {
        r.r2 = hold(1);
    }

    @Arbiter
    public void after(III_Result r) {
        r.r3 = (r.r1 == 0 && waits[0].isAsleep() ? 1 : 0) + (r.r2 == 0 && waits[1].isAsleep() ? 1 : 0);
    }

    @JCStressTest
    @State
    @Description("U2 in two steps: the 2 that a sleeper leaves in between is lost")
    public static class ExchangeInTwoSteps extends SpinLockSleepStress {
        public ExchangeInTwoSteps() {
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
