// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.pending;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.duality.shm.Region;
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

/// A bit is set for cause 1; its source raises it for cause 2; the consumer takes it and reads the cause; then is it
/// set?.
@JCStressTest
@State
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "the consumer was first, and the bit is there again")
@Outcome(id = "2, 0", expect = ACCEPTABLE, desc = "the consumer took the bit and saw the new cause")
@Outcome(id = "2, 1", expect = ACCEPTABLE, desc = "it saw the new cause already with the old bit")
@Outcome(expect = FORBIDDEN, desc = "the new cause was not seen, and no bit tells of it")
public class PendingWordStress {
    private static final long CAUSE = Region.APART;

    private final Region source;
    private final Region consumer;
    private final PendingWord raising;
    private final PendingWord taking;

    public PendingWordStress() {
        this(UnaryOperator.identity());
    }

    PendingWordStress(UnaryOperator<Region> view) {
        Region shared = new HeapRegion(2 * Region.APART);
        source = view.apply(shared);
        consumer = shared;
        raising = new PendingWord(source, 0);
        taking = new PendingWord(shared, 0);
        shared.setPlain(CAUSE, 1);
        taking.raise(0);
    }

    @Actor
    public void source() {
        source.setPlain(CAUSE, 2);
        raising.raise(0);
    }

    @Actor
    public void consumer(II_Result r) {
        r.r1 = taking.take() == 0 ? 0 : (int) consumer.getPlain(CAUSE);
    }

    @Arbiter
    public void after(II_Result r) {
        r.r2 = (int) taking.take();
    }

    @JCStressTest
    @State
    @Description("S2 skipped where the bit is set: the consumer takes that one before it can see the cause")
    public static class RaiseSkipped extends PendingWordStress {
        public RaiseSkipped() {
            super(SkippedRaise::new);
        }

        @Actor
        @Override
        public void source() {
            super.source();
        }

        @Actor
        @Override
        public void consumer(II_Result r) {
            super.consumer(r);
        }

        @Arbiter
        @Override
        public void after(II_Result r) {
            super.after(r);
        }
    }

    /// Does not set what it finds set. The store before that load is still on its way then, as in a store buffer, which
    /// the read-modify-write would have emptied.
    private static final class SkippedRaise extends BrokenRegion {
        private long cause;

        SkippedRaise(Region shared) {
            super(shared);
        }

        @Override
        public void setPlain(long offset, long value) {
            cause = value;
        }

        @Override
        public long getAndOr(long offset, long bits) {
            long before = getOpaque(offset);
            if ((before & bits) != 0) {
                linger();
                super.setPlain(CAUSE, cause);
                return before;
            }
            super.setPlain(CAUSE, cause);
            return super.getAndOr(offset, bits);
        }
    }
}
