// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.paging;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

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
import org.openjdk.jcstress.infra.results.III_Result;

@JCStressTest
@State
@Outcome(id = "7, 0, 3", expect = ACCEPTABLE, desc = "the page was pinned, so the other one left")
@Outcome(id = "7, 0, 4", expect = ACCEPTABLE, desc = "the page had left, and was brought again")
@Outcome(expect = FORBIDDEN, desc = "what was stored is lost, or is found in another page")
public class SharedFramesStress { // pages 0 and 1 are there; one stores 7 into page 0, the other brings page 2
    private static final SharedFrames.Size SIZE = new SharedFrames.Size(3, 2, Long.BYTES, 2);

    private final SharedFrames one;
    private final SharedFrames other;

    public SharedFramesStress() {
        this(UnaryOperator.identity(), UnaryOperator.identity());
    }

    /// @param ofOne the view of the worker that stores
    /// @param ofOther that of the worker that brings a page
    SharedFramesStress(UnaryOperator<Region> ofOne, UnaryOperator<Region> ofOther) {
        Region words = new HeapRegion(SharedFrames.layout(SIZE).bytes());
        SharedFrames begun = open(words);
        begun.load(0, 0, 0);
        begun.load(0, 1, 0); // and page 0 is given up
        one = open(ofOne.apply(words));
        other = open(ofOther.apply(words));
    }

    private static SharedFrames open(Region region) {
        return new SharedFrames(
                region, 0, SIZE, new byte[0][], WaitStrategy.of(WaitStrategy.Kind.SPIN, SIZE.workers()));
    }

    private static long pins() {
        return SharedFrames.layout(SIZE).spans().stream()
                .filter(span -> span.name().equals("residency"))
                .mapToLong(RegionLayout.Span::offset)
                .findFirst()
                .orElseThrow();
    }

    @Actor
    public void one() {
        one.store(0, 0, 0, 7);
    }

    @Actor
    public void other(III_Result r) {
        r.r2 = (int) other.load(1, 2, 0);
    }

    @Arbiter
    public void content(III_Result r) {
        r.r1 = (int) one.word(0, 0);
        r.r3 = one.counts().get("faults").intValue();
    }

    /// A pin stays with its worker until that has looked whether the page is there, as if it were no volatile store.
    private static final class LatePins extends BrokenRegion {
        private final long first = pins();
        private final long last = first + (SIZE.workers() - 1L) * Region.APART;
        private long offset;
        private long value;
        private boolean late;

        LatePins(Region shared) {
            super(shared);
        }

        @Override
        public void setVolatile(long at, long to) {
            if (at >= first && at <= last) {
                offset = at;
                value = to;
                late = true;
            } else {
                super.setVolatile(at, to);
            }
        }

        @Override
        public long getVolatile(long at) {
            long found = super.getVolatile(at);
            if (late) {
                late = false;
                linger();
                super.setVolatile(offset, value);
            }
            return found;
        }

        @Override
        public long getPlain(long at) {
            return late && at == offset ? value : super.getPlain(at);
        }
    }

    @JCStressTest
    @State
    @Description("T1 made a release: a page is taken away that its worker has found there, and is stored into")
    public static class PinMadeRelease extends SharedFramesStress {
        public PinMadeRelease() {
            super(LatePins::new, UnaryOperator.identity());
        }

        @Actor
        @Override
        public void one() {
            super.one();
        }

        @Actor
        @Override
        public void other(III_Result r) {
            super.other(r);
        }

        @Arbiter
        @Override
        public void content(III_Result r) {
            super.content(r);
        }
    }
}
