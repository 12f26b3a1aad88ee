// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.migration;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.shm.contract.HeapRegion;
import dev.duality.shm.stress.BrokenRegion;
import dev.duality.workloads.Caller;
import dev.duality.workloads.Kernel;
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
@Outcome(id = "0, 1, 2", expect = ACCEPTABLE, desc = "the first worker had the process first")
@Outcome(id = "1, 0, 2", expect = ACCEPTABLE, desc = "the second one had it first")
@Outcome(expect = FORBIDDEN, desc = "both had it at once, or one did not see what the other had done to it")
public class HandoverSideMoveStress { // the process moves to two workers, and its clock goes on by one with each
    private final Payload payload = new Payload(0);
    private final Payload other = new Payload(0);
    private final Caller one;
    private final Caller two;
    private Region shared;

    public HandoverSideMoveStress() {
        this(UnaryOperator.identity());
    }

    /// @param view of each of them
    HandoverSideMoveStress(UnaryOperator<Region> view) {
        one = kernel(view).caller(0);
        two = kernel(view).caller(1);
    }

    private Kernel kernel(UnaryOperator<Region> view) {
        return HandoverSide.open(HandoverSideStress.setting(), layout -> {
            shared = shared == null ? new HeapRegion(layout.bytes()) : shared;
            return view.apply(shared);
        });
    }

    @Actor
    public void first(III_Result r) {
        r.r1 = (int) one.call(MigrationWorkload.VISIT, 0, 1, payload);
    }

    @Actor
    public void second(III_Result r) {
        r.r2 = (int) two.call(MigrationWorkload.VISIT, 0, 1, other);
    }

    @Arbiter
    public void after(III_Result r) {
        r.r3 = (int) one.call(MigrationWorkload.VISIT, 0, 1, payload);
    }

    /// Stores keep back behind the word that gives the process away, as if that were no release.
    private static final class GivesAwayEarly extends BrokenRegion {
        private long offset = -1;
        private long value;

        GivesAwayEarly(Region shared) {
            super(shared);
        }

        @Override
        public void setPlain(long at, long to) {
            store();
            offset = at;
            value = to;
        }

        @Override
        public long getPlain(long at) {
            return at == offset ? value : super.getPlain(at);
        }

        @Override
        public void setRelease(long at, long to) {
            super.setRelease(at, to);
            linger();
            store();
        }

        private void store() {
            if (offset >= 0) {
                super.setPlain(offset, value);
                offset = -1;
            }
        }
    }

    @JCStressTest
    @State
    @Description("V4 made opaque: who has the process next misses what was done to it last")
    public static class GivenAwayEarly extends HandoverSideMoveStress {
        public GivenAwayEarly() {
            super(GivesAwayEarly::new);
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
