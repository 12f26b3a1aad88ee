// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.record;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.duality.shm.HaltingWait;
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
import org.openjdk.jcstress.infra.results.III_Result;

/// Each writer counts a word up, or stops where it would sleep; then the word, and how many sleep still.
@JCStressTest
@State
@Outcome(
        id = {"1, 2, 20", "2, 1, 20"},
        expect = ACCEPTABLE,
        desc = "one came after the other")
@Outcome(
        id = {"1, 0, 10", "0, 1, 10"},
        expect = ACCEPTABLE,
        desc = "one fell asleep and was woken")
@Outcome(expect = FORBIDDEN, desc = "both wrote at once, or a sleeper was forgotten")
public class SeqLockWritersStress {
    private static final int SPINS = 1_000;

    private final HaltingWait[] waits = {new HaltingWait(SPINS), new HaltingWait(SPINS)};
    private final SeqLock[] records = new SeqLock[2];

    public SeqLockWritersStress() {
        this(UnaryOperator.identity());
    }

    SeqLockWritersStress(UnaryOperator<Region> view) {
        Region shared = new HeapRegion(SeqLock.bytes(1, Long.BYTES));
        for (int party = 0; party < 2; party++) {
            records[party] = new SeqLock(view.apply(shared), 0, 1, Long.BYTES, waits);
        }
    }

    private int count(int party) {
        try {
            records[party].begin(party);
        } catch (HaltingWait.Asleep _) {
            return 0;
        }
        long value = records[party].get(0) + 1;
        records[party].set(0, value);
        records[party].end();
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
        int asleep = (r.r1 == 0 && waits[0].isAsleep() ? 1 : 0) + (r.r2 == 0 && waits[1].isAsleep() ? 1 : 0);
        r.r3 = (int) (10 * records[0].get(0)) + asleep;
    }

    @JCStressTest
    @State
    @Description("W1 in two steps: both are the writer")
    public static class BegunInTwoSteps extends SeqLockWritersStress {
        public BegunInTwoSteps() {
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
