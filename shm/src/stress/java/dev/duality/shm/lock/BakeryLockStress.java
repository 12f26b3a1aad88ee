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
@Outcome(
        id = "0, 0, 0",
        expect = ACCEPTABLE,
        desc =
                "one did not get a core while it chose, the other gave up with its number drawn, and so did the one then")
@Outcome(expect = FORBIDDEN, desc = "both held the lock, or the later holder missed what the earlier one did")
public class BakeryLockStress {
    private static final long GUARDED = BakeryLock.bytes(2);
    private static final int SPINS = 20_000;
    private static final long CHOOSING = 0;
    private static final long NUMBER = 8;

    private final Region shared = new HeapRegion(GUARDED + Region.LINE);
    private final Region[] views = new Region[2];
    private final HaltingWait[] waits = {new HaltingWait(SPINS), new HaltingWait(SPINS)};
    private final BakeryLock[] locks = new BakeryLock[2];

    public BakeryLockStress() {
        this(UnaryOperator.identity(), UnaryOperator.identity());
    }

    BakeryLockStress(UnaryOperator<Region> first, UnaryOperator<Region> second) {
        views[0] = first.apply(shared);
        views[1] = second.apply(shared);
        for (int party = 0; party < 2; party++) {
            locks[party] = new BakeryLock(views[party], 0, waits);
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

    /// Forgets the fence behind the store to a word: that store, and those behind it, stay with their actor until it
    /// has done two loads. So does the store buffer of most processors.
    private static final class LateFrom extends BrokenRegion {
        private static final int LOADS = 2;

        private final long word;
        private final long[] offsets = new long[4];
        private final long[] values = new long[4];
        private int held;
        private int loads; // still to do before the stores arrive

        /// @param word of a party, [BakeryLock]'s `choosing` or `number`
        LateFrom(Region shared, long word) {
            super(shared);
            this.word = word;
        }

        private void store(long offset, long value) {
            if (offset % Region.APART == word && value != 0) {
                loads = LOADS;
            }
            if (loads > 0) {
                offsets[held] = offset;
                values[held++] = value;
            } else {
                super.setRelease(offset, value);
            }
        }

        private void loaded() {
            if (loads > 0 && --loads == 0) {
                linger();
                for (int i = 0; i < held; i++) {
                    super.setRelease(offsets[i], values[i]);
                }
                held = 0;
            }
        }

        @Override
        public void setOpaque(long offset, long value) {
            store(offset, value);
        }

        @Override
        public void setRelease(long offset, long value) {
            store(offset, value);
        }

        @Override
        public long getOpaque(long offset) {
            long value = super.getOpaque(offset);
            loaded();
            return value;
        }

        @Override
        public long getAcquire(long offset) {
            long value = super.getAcquire(offset);
            loaded();
            return value;
        }
    }

    /// Comes a little later than the other party, and stays longer.
    private static final class Slow extends BrokenRegion {
        private static final int PAUSES = 16;

        Slow(Region shared) {
            super(shared);
        }

        @Override
        public void setOpaque(long offset, long value) {
            for (int pauses = 0; pauses < PAUSES && offset % Region.APART == CHOOSING; pauses++) {
                Thread.onSpinWait();
            }
            super.setOpaque(offset, value);
        }

        @Override
        public long getPlain(long offset) {
            long value = super.getPlain(offset);
            linger();
            return value;
        }
    }

    /// Does not say that it is choosing, and takes its time.
    private static final class Secretive extends BrokenRegion {
        Secretive(Region shared) {
            super(shared);
        }

        @Override
        public void setOpaque(long offset, long value) {
            if (offset % Region.APART == NUMBER) {
                linger();
                super.setOpaque(offset, value);
            }
        }
    }

    @JCStressTest
    @State
    @Description("U1 made plain: what the holder wrote comes after it")
    public static class ReleaseMadePlain extends BakeryLockStress {
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
    @Description("L7 made plain: what the lock guards is read before the look")
    public static class LookMadePlain extends BakeryLockStress {
        public LookMadePlain() {
            super(EarlyLoads::new, EarlyLoads::new);
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
    @Description("L2 forgotten: the other sees neither the choice nor the number")
    public static class FirstFenceForgotten extends BakeryLockStress {
        public FirstFenceForgotten() {
            super(region -> new LateFrom(region, CHOOSING), Slow::new);
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
    @Description("L5 forgotten: each misses that the other wants the lock")
    public static class SecondFenceForgotten extends BakeryLockStress {
        public SecondFenceForgotten() {
            super(Slow::new, region -> new LateFrom(region, NUMBER));
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
    @Description("no choosing: who is slow to draw a number comes in beside one who has the same or a higher one")
    public static class ChoiceKeptSecret extends BakeryLockStress {
        public ChoiceKeptSecret() {
            super(Secretive::new, Secretive::new);
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
