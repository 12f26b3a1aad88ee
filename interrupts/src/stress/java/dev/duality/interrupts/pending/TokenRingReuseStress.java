// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts.pending;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.duality.shm.Region;
import dev.duality.shm.RegionLayout;
import dev.duality.shm.contract.HeapRegion;
import dev.duality.shm.stress.BrokenRegion;
import java.util.function.UnaryOperator;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/// A full ring holds 5; one polls; the other polls, too, then offers 6 in the same word; then what is left.
@JCStressTest
@State
@Outcome(id = "5, -1, 6", expect = ACCEPTABLE, desc = "the first consumer took the 5")
@Outcome(id = "-1, 5, 6", expect = ACCEPTABLE, desc = "the second took it; the first saw an empty ring")
@Outcome(id = "6, 5, -1", expect = ACCEPTABLE, desc = "the second took the 5, and the first the 6")
@Outcome(expect = FORBIDDEN, desc = "a token was lost, or taken twice")
public class TokenRingReuseStress {
    private final TokenRing left;
    private final TokenRing first;

    public TokenRingReuseStress() {
        this(UnaryOperator.identity());
    }

    TokenRingReuseStress(UnaryOperator<Region> view) {
        Region shared = new HeapRegion(RegionLayout.apart(TokenRing.bytes(1)));
        left = new TokenRing(shared, 0, 1);
        first = new TokenRing(view.apply(shared), 0, 1);
        left.offer(5);
    }

    @Actor
    public void first(III_Result r) {
        r.r1 = first.poll();
    }

    @Actor
    public void second(III_Result r) {
        r.r2 = left.poll();
        left.offer(6);
    }

    @Arbiter
    public void after(III_Result r) {
        r.r3 = left.poll();
    }

    @JCStressTest
    @State
    @Description("C4 before C3: the word is used again before it is read")
    public static class HeadMovedTooEarly extends TokenRingReuseStress {
        public HeadMovedTooEarly() {
            super(EarlyHead::new);
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

    /// Moves the head on as soon as it sees a token.
    private static final class EarlyHead extends BrokenRegion {
        private static final long HEAD = 0;

        private long head;
        private boolean moved;

        EarlyHead(Region shared) {
            super(shared);
        }

        @Override
        public long getAcquire(long offset) {
            long value = super.getAcquire(offset);
            if (offset == HEAD) {
                head = value;
            } else if (value > head) {
                moved = super.compareAndSet(HEAD, head, head + 1);
                linger();
            }
            return value;
        }

        @Override
        public boolean compareAndSet(long offset, long expected, long value) {
            return moved;
        }
    }
}
