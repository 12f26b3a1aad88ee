// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.loadboard;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.shm.contract.HeapRegion;
import dev.duality.shm.stress.BrokenRegion;
import dev.duality.workloads.Caller;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Values;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

@JCStressTest
@State
@Outcome(id = "-1, -1", expect = ACCEPTABLE, desc = "both were busy before either asked")
@Outcome(id = "1, -1", expect = ACCEPTABLE, desc = "the first asked before the second was busy")
@Outcome(id = "-1, 0", expect = ACCEPTABLE, desc = "the second asked before the first was busy")
@Outcome(expect = FORBIDDEN, desc = "each was given the other, or itself, though both had said that they are busy")
public class PaddedSideStress { // both hosts are idle; each becomes busy, and then asks from the other one on
    private static final int HOSTS = 2;

    private final Payload payload = new Payload(0);
    private final Payload other = new Payload(0);
    private final Caller one;
    private final Caller two;

    public PaddedSideStress() {
        this(UnaryOperator.identity());
    }

    /// @param view of each of them
    PaddedSideStress(UnaryOperator<Region> view) {
        Region shared = new HeapRegion(HOSTS * Region.APART);
        one = PaddedSide.open(setting(), _ -> view.apply(shared)).caller(0);
        two = PaddedSide.open(setting(), _ -> view.apply(shared)).caller(1);
    }

    static Setting setting() {
        LoadboardWorkload workload = new LoadboardWorkload();
        Values values = Values.of(workload, Map.of("hosts", Integer.toString(HOSTS)));
        return Setting.of(workload, values).withWorkers(HOSTS);
    }

    private static int busyAndAsk(Caller caller, int host, Payload payload) {
        caller.call(LoadboardWorkload.UPDATE, 1, host, payload);
        return (int) caller.call(LoadboardWorkload.QUERY, 0, 1 - host, payload);
    }

    @Actor
    public void first(II_Result r) {
        r.r1 = busyAndAsk(one, 0, payload);
    }

    @Actor
    public void second(II_Result r) {
        r.r2 = busyAndAsk(two, 1, other);
    }

    /// A store stays with its actor until that has looked at the other one's word, as if it were no volatile one.
    private static final class LateUpdates extends BrokenRegion {
        private long offset;
        private long value;
        private boolean late;

        LateUpdates(Region shared) {
            super(shared);
        }

        @Override
        public void setVolatile(long at, long to) {
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
    @Description("U2 made a release: who asks misses that the other has become busy, and the other way round")
    public static class UpdateMadeRelease extends PaddedSideStress {
        public UpdateMadeRelease() {
            super(LateUpdates::new);
        }

        @Actor
        @Override
        public void first(II_Result r) {
            super.first(r);
        }

        @Actor
        @Override
        public void second(II_Result r) {
            super.second(r);
        }
    }
}
