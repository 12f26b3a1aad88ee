// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts.pending;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.shm.RegionLayout;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.contract.HeapRegion;
import dev.duality.shm.pending.PendingWord;
import dev.duality.shm.stress.BrokenRegion;
import java.util.function.UnaryOperator;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// A device raises two interrupts and the top half rings its bell for each; the device's thread polls meanwhile, and
/// once more at the end; then how many were handled, and what they came to.
@JCStressTest
@State
@Outcome(id = "2, 35", expect = ACCEPTABLE, desc = "both were handled, in order")
@Outcome(expect = FORBIDDEN, desc = "the bell was heard, and its interrupt was not found")
public class DeviceServerStress {
    private static final int LOOKS = 12;
    private static final int DEPTH = 2;
    private static final long BELL = Region.APART;
    private static final long LINES = 2 * Region.APART;

    private final InterruptLines.Raiser raiser;
    private final PendingWord pending;
    private final DeviceTopHalf topHalf;
    private final DeviceServer server;
    private final InterruptLines lines;

    public DeviceServerStress() {
        this(UnaryOperator.identity());
    }

    DeviceServerStress(UnaryOperator<Region> view) {
        Region shared = new HeapRegion(LINES + RegionLayout.apart(InterruptLines.bytes(1, DEPTH, 0)));
        Region viewed = view.apply(shared);
        pending = new PendingWord(shared, 0);
        topHalf = new DeviceTopHalf(pending, shared, BELL, WaitStrategy.of(WaitStrategy.Kind.SPIN, 1));
        raiser = new InterruptLines(shared, LINES, 1, DEPTH, 0).raiser(0);
        lines = new InterruptLines(viewed, LINES, 1, DEPTH, 0);
        server = new DeviceServer(
                0, viewed, BELL, lines, DeviceServerStress::add, WaitStrategy.of(WaitStrategy.Kind.SPIN), 0);
    }

    private static long add(int device, long digest, long cause, Payload payload) {
        return 10 * digest + cause;
    }

    void raise(int cause) {
        raiser.raise(cause, new Payload(0), 0); // R1
    }

    void ring() {
        pending.raise(0); // R2
        topHalf.poll(); // T0, T1
    }

    @Actor
    public void raiser() {
        raise(3);
        ring();
        raise(5);
        ring();
    }

    @Actor
    public void thread() {
        for (int look = 0; look < LOOKS; look++) {
            server.poll(); // D1, D2
        }
    }

    @Arbiter
    public void after(II_Result r) {
        server.poll();
        r.r1 = (int) lines.tally(0).handled();
        r.r2 = (int) lines.tally(0).digest();
    }

    @JCStressTest
    @State
    @Description("T1 before R1, which is what comes of T1 made opaque: the bell rings for nothing")
    public static class RungTooEarly extends DeviceServerStress {
        @Actor
        @Override
        public void raiser() {
            raise(3);
            ring();
            ring();
            BrokenRegion.linger();
            raise(5);
        }

        @Actor
        @Override
        public void thread() {
            super.thread();
        }

        @Arbiter
        @Override
        public void after(II_Result r) {
            super.after(r);
        }
    }

    @JCStressTest
    @State
    @Description("D2 before D1, which is what comes of D1 made opaque: the line was looked at before the bell")
    public static class LookedTooEarly extends DeviceServerStress {
        public LookedTooEarly() {
            super(EarlyLine::new);
        }

        @Actor
        @Override
        public void raiser() {
            super.raiser();
        }

        @Actor
        @Override
        public void thread() {
            super.thread();
        }

        @Arbiter
        @Override
        public void after(II_Result r) {
            super.after(r);
        }
    }

    /// Reads everything before the bell.
    private static final class EarlyLine extends BrokenRegion {
        private final HeapRegion seen;

        EarlyLine(Region shared) {
            super(shared);
            seen = new HeapRegion(shared.bytes());
        }

        @Override
        public long getAcquire(long offset) {
            if (offset != BELL) {
                return seen.getPlain(offset);
            }
            for (long word = LINES; word < bytes(); word += Long.BYTES) {
                seen.setPlain(word, super.getAcquire(word));
            }
            linger();
            return super.getAcquire(BELL);
        }
    }
}
