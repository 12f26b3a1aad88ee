// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.lock;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.duality.shm.HaltingWait;
import dev.duality.shm.Region;
import dev.duality.shm.contract.HeapRegion;
import dev.duality.shm.stress.LateStores;
import java.util.function.UnaryOperator;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
/// Each party takes the lock for a while, or stops where it would sleep; then how many were forgotten there.

@JCStressTest
@State
@Outcome(id = "1, 1, 0", expect = ACCEPTABLE, desc = "both got the lock")
@Outcome(id = "1, 0, 0", expect = ACCEPTABLE, desc = "the second party fell asleep and was woken")
@Outcome(id = "0, 1, 0", expect = ACCEPTABLE, desc = "the first party fell asleep and was woken")
@Outcome(
        id = {"2, 0, 0", "0, 2, 0"},
        expect = ACCEPTABLE,
        desc = "the holder stopped where it waits for the one behind, and was told who that is")
@Outcome(expect = FORBIDDEN, desc = "a sleeper was forgotten, or both sleep")
public class McsLockSleepStress {
    private static final int PAUSES = 64;
    private static final int TIMES = 200;

    private final HaltingWait[] waits = {new HaltingWait(0), new HaltingWait(0)};
    private final McsLock[] locks = new McsLock[2];

    public McsLockSleepStress() {
        this(UnaryOperator.identity());
    }

    /// @param view of the first party
    McsLockSleepStress(UnaryOperator<Region> view) {
        Region shared = new HeapRegion(McsLock.bytes(2));
        locks[0] = new McsLock(view.apply(shared), 0, waits);
        locks[1] = new McsLock(shared, 0, waits);
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
        for (int times = 0; times < TIMES; times++) {
            try {
                locks[party].unlock(party);
                return 1;
            } catch (HaltingWait.Asleep _) {
                Thread.onSpinWait(); // looks again, since its next may have come
            }
        }
        return 2;
    }

    @Actor
    public void first(III_Result r) {
        r.r1 = hold(0);
    }

    @Actor
    public void second(III_Result r) {
        r.r2 = hold(1);
    }

    /// A party that waits behind one that stopped is not forgotten, but not served either.
    private int forgotten(int party, int result, int other) {
        return result != 1 && other != 2 && waits[party].isAsleep() ? 1 : 0;
    }

    @Arbiter
    public void after(III_Result r) {
        r.r3 = forgotten(0, r.r1, r.r2) + forgotten(1, r.r2, r.r1);
    }

    @JCStressTest
    @State
    @Description("L1 behind L2: the link to the one behind is overwritten")
    public static class NodeMadeNewTooLate extends McsLockSleepStress {
        public NodeMadeNewTooLate() {
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
}
