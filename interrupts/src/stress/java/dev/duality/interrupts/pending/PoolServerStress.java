// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts.pending;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.shm.RegionLayout;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.contract.HeapRegion;
import dev.duality.shm.stress.BrokenRegion;
import java.util.function.UnaryOperator;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// One device has three interrupts on its line and three tokens in the ring; two threads of the pool poll; then how
/// many interrupts were handled, and what they came to.
@JCStressTest
@State
@Outcome(id = "3, 357", expect = ACCEPTABLE, desc = "each was handled once, in order, by one thread at a time")
@Outcome(expect = FORBIDDEN, desc = "an interrupt was left behind, or two threads were at the device")
public class PoolServerStress {
    private static final int[] CAUSES = {3, 5, 7};
    private static final int DEPTH = 4;
    private static final long COUNTS = 0;
    private static final long RING = Region.APART;
    private static final long LINES = RING + RegionLayout.apart(TokenRing.bytes(DEPTH));

    private final PoolServer[] servers = new PoolServer[2];
    private final InterruptLines lines;

    public PoolServerStress() {
        this(UnaryOperator.identity());
    }

    PoolServerStress(UnaryOperator<Region> view) {
        Region shared = new HeapRegion(LINES + RegionLayout.apart(InterruptLines.bytes(1, DEPTH, 0)));
        lines = new InterruptLines(shared, LINES, 1, DEPTH, 0);
        InterruptLines.Raiser raiser = lines.raiser(0);
        TokenRing ring = new TokenRing(shared, RING, DEPTH);
        for (int cause : CAUSES) {
            raiser.raise(cause, new Payload(0), 0);
            ring.offer(0);
        }
        for (int server = 0; server < servers.length; server++) {
            Region viewed = view.apply(shared);
            servers[server] = new PoolServer(
                    viewed,
                    COUNTS,
                    ring,
                    new InterruptLines(viewed, LINES, 1, DEPTH, 0),
                    PoolServerStress::add,
                    WaitStrategy.of(WaitStrategy.Kind.SPIN, 1),
                    WaitStrategy.of(WaitStrategy.Kind.SPIN),
                    0);
        }
    }

    private static long add(int device, long digest, long cause, Payload payload) {
        return 10 * digest + cause;
    }

    private void serve(int server) {
        for (int polls = 0; polls < CAUSES.length; polls++) {
            servers[server].poll(); // S1 to S4
        }
    }

    @Actor
    public void one() {
        serve(0);
    }

    @Actor
    public void other() {
        serve(1);
    }

    @Arbiter
    public void after(II_Result r) {
        r.r1 = (int) lines.tally(0).handled();
        r.r2 = (int) lines.tally(0).digest();
    }

    @JCStressTest
    @State
    @Description("S2 and S4 in two steps: both threads find nobody at the device, or an interrupt is forgotten")
    public static class CountInTwoSteps extends PoolServerStress {
        public CountInTwoSteps() {
            super(SplitCount::new);
        }

        @Actor
        @Override
        public void one() {
            super.one();
        }

        @Actor
        @Override
        public void other() {
            super.other();
        }

        @Arbiter
        @Override
        public void after(II_Result r) {
            super.after(r);
        }
    }

    @JCStressTest
    @State
    @Description("S4 before S3, which is what comes of S4 without its release: the device is handed on too early")
    public static class HandedOnTooEarly extends PoolServerStress {
        public HandedOnTooEarly() {
            super(LateState::new);
        }

        @Actor
        @Override
        public void one() {
            super.one();
        }

        @Actor
        @Override
        public void other() {
            super.other();
        }

        @Arbiter
        @Override
        public void after(II_Result r) {
            super.after(r);
        }
    }

    /// Counts by a load and a store.
    private static final class SplitCount extends BrokenRegion {
        SplitCount(Region shared) {
            super(shared);
        }

        @Override
        public long getAndAdd(long offset, long delta) {
            long before = getVolatile(offset);
            linger();
            setVolatile(offset, before + delta);
            return before;
        }
    }

    /// Holds back what was written to the device's state, and its answers, until the count has been changed.
    private static final class LateState extends BrokenRegion {
        private final long[] offsets = new long[16];
        private final long[] values = new long[16];
        private int held;

        LateState(Region shared) {
            super(shared);
        }

        @Override
        public void setPlain(long offset, long value) {
            offsets[held] = offset;
            values[held++] = value;
        }

        @Override
        public void setRelease(long offset, long value) {
            setPlain(offset, value);
        }

        @Override
        public long getPlain(long offset) {
            for (int i = held - 1; i >= 0; i--) {
                if (offsets[i] == offset) {
                    return values[i];
                }
            }
            return super.getPlain(offset);
        }

        @Override
        public long getAndAdd(long offset, long delta) {
            long before = super.getAndAdd(offset, delta);
            if (held > 0) {
                linger();
            }
            for (int i = 0; i < held; i++) {
                super.setPlain(offsets[i], values[i]);
            }
            held = 0;
            return before;
        }
    }
}
