// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.combining;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.duality.shm.HaltingWait;
import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.shm.contract.HeapRegion;
import dev.duality.shm.stress.LateReleases;
import java.util.function.UnaryOperator;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/// Each party has an operation applied, or stops where it would sleep; then how many sleep still.
@JCStressTest
@State
@Outcome(id = "1, 1, 0", expect = ACCEPTABLE, desc = "both got their results")
@Outcome(id = "1, 0, 0", expect = ACCEPTABLE, desc = "the second party fell asleep and was woken")
@Outcome(id = "0, 1, 0", expect = ACCEPTABLE, desc = "the first party fell asleep and was woken")
@Outcome(expect = FORBIDDEN, desc = "a sleeper was forgotten, or both sleep")
public class FlatCombiningSleepStress {
    private static final int PAUSES = 64;

    private final Payload payload = new Payload(0);
    private final HaltingWait[] waits = {new HaltingWait(0), new HaltingWait(0)};
    private final FlatCombining[] combinings = new FlatCombining[2];

    public FlatCombiningSleepStress() {
        this(UnaryOperator.identity());
    }

    /// @param view of the first party
    FlatCombiningSleepStress(UnaryOperator<Region> view) {
        Region shared = new HeapRegion(FlatCombining.bytes(2));
        combinings[0] = new FlatCombining(view.apply(shared), 0, FlatCombiningSleepStress::work, waits);
        combinings[1] = new FlatCombining(shared, 0, FlatCombiningSleepStress::work, waits);
    }

    /// Takes long enough that the other party falls asleep.
    private static long work(int kind, long a, long b, Payload none) {
        for (int pauses = 0; pauses < PAUSES; pauses++) {
            Thread.onSpinWait();
        }
        return 1;
    }

    private int apply(int party) {
        try {
            return (int) combinings[party].apply(party, 1, 0, 0, payload);
        } catch (HaltingWait.Asleep _) {
            return 0;
        }
    }

    @Actor
    public void first(III_Result r) {
        r.r1 = apply(0);
    }

    @Actor
    public void second(III_Result r) {
        r.r2 = apply(1);
    }

    @Arbiter
    public void after(III_Result r) {
        r.r3 = (r.r1 == 0 && waits[0].isAsleep() ? 1 : 0) + (r.r2 == 0 && waits[1].isAsleep() ? 1 : 0);
    }

    @JCStressTest
    @State
    @Description("L3 without its fence: who asked and sleeps is not seen, and the 0 of L2 comes too late for it")
    public static class FenceForgotten extends FlatCombiningSleepStress {
        public FenceForgotten() {
            super(LateReleases::new);
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
