// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.paging;

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
import org.openjdk.jcstress.infra.results.III_Result;

@JCStressTest
@State
@Outcome(id = "1, 0, 7", expect = ACCEPTABLE, desc = "the worker had pinned the page, which stayed")
@Outcome(id = "0, 1, 0", expect = ACCEPTABLE, desc = "the page had left, and the worker saw that")
@Outcome(id = "1, 1, 7", expect = ACCEPTABLE, desc = "the worker had given it up, and what it stored was written back")
@Outcome(id = "0, 0, 0", expect = ACCEPTABLE, desc = "the worker saw it leave, and it stayed because of the pin")
@Outcome(expect = FORBIDDEN, desc = "what was stored is lost, or was stored into a page that had left")
public class ResidencyStress { // a worker stores 7 into a page, and gives it up; the pager takes it away
    private static final int PAGE = 0;
    private static final int OTHER = 1;
    private static final int PAGES = 2;

    private final Region memory = new HeapRegion(2L * Region.APART); // the page's word, and its file's
    private final Residency worker;
    private final Residency pager;

    public ResidencyStress() {
        this(UnaryOperator.identity(), UnaryOperator.identity());
    }

    /// @param ofWorker the worker's view of the words
    /// @param ofPager the pager's
    ResidencyStress(UnaryOperator<Region> ofWorker, UnaryOperator<Region> ofPager) {
        Region words = new HeapRegion(Residency.layout(PAGES, 1).bytes());
        Residency whole = new Residency(words, PAGES, 1);
        whole.arrive(PAGE);
        whole.arrive(OTHER);
        worker = new Residency(ofWorker.apply(words), PAGES, 1);
        pager = new Residency(ofPager.apply(words), PAGES, 1);
    }

    @Actor
    public void worker(III_Result r) {
        worker.pin(0, PAGE);
        if (worker.isPinned(PAGE)) {
            worker.soil(PAGE);
            memory.setPlain(0, 7);
            r.r1 = 1;
        }
        worker.pin(0, OTHER);
    }

    @Actor
    public void pager(III_Result r) {
        if (pager.leave(PAGE)) {
            if (pager.takeDirt(PAGE)) {
                memory.setPlain(Region.APART, memory.getPlain(0));
            }
            r.r2 = 1;
        }
    }

    @Arbiter
    public void content(III_Result r) {
        r.r3 = (int) memory.getPlain(r.r2 == 1 ? Region.APART : 0);
    }

    /// A store stays with its actor until that has looked at the other one's word, as if it were no volatile one.
    private static final class LateStores extends BrokenRegion {
        private long offset;
        private long value;
        private boolean late;

        LateStores(Region shared) {
            super(shared);
        }

        @Override
        public void setVolatile(long at, long to) {
            if (late) {
                super.setVolatile(offset, value);
            }
            offset = at;
            value = to;
            late = true;
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
    }

    @JCStressTest
    @State
    @Description("W1 made a release: the pager misses the pin of who has found the page")
    public static class PinMadeRelease extends ResidencyStress {
        public PinMadeRelease() {
            super(LateStores::new, UnaryOperator.identity());
        }

        @Actor
        @Override
        public void worker(III_Result r) {
            super.worker(r);
        }

        @Actor
        @Override
        public void pager(III_Result r) {
            super.pager(r);
        }

        @Arbiter
        @Override
        public void content(III_Result r) {
            super.content(r);
        }
    }

    @JCStressTest
    @State
    @Description("E1 made a release: the worker misses that the page leaves whose pin the pager does not see")
    public static class LeavingMadeRelease extends ResidencyStress {
        public LeavingMadeRelease() {
            super(UnaryOperator.identity(), LateStores::new);
        }

        @Actor
        @Override
        public void worker(III_Result r) {
            super.worker(r);
        }

        @Actor
        @Override
        public void pager(III_Result r) {
            super.pager(r);
        }

        @Arbiter
        @Override
        public void content(III_Result r) {
            super.content(r);
        }
    }
}
