// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.detector;

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
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "both beat before either asked")
@Outcome(id = "2, 0", expect = ACCEPTABLE, desc = "the first asked before the second beat")
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the second asked before the first beat")
@Outcome(expect = FORBIDDEN, desc = "each suspects the other, or itself")
public class WordsSideStress { // two processes beat, and then ask
    private final Payload payload = new Payload(0);
    private final Caller[] callers = new Caller[2];

    public WordsSideStress() {
        this(UnaryOperator.identity());
    }

    WordsSideStress(UnaryOperator<Region> view) {
        Region shared = new HeapRegion(2 * Region.APART);
        for (int process = 0; process < 2; process++) {
            callers[process] =
                    WordsSide.open(setting(), _ -> view.apply(shared)).caller(process);
        }
    }

    static Setting setting() {
        DetectorWorkload workload = new DetectorWorkload();
        return Setting.of(workload, Values.of(workload, Map.of("ticks", "0"))).withWorkers(2);
    }

    private int beatAndAsk(int process) {
        callers[process].call(DetectorWorkload.BEAT, 1, process, payload);
        return (int) callers[process].call(DetectorWorkload.ASK, 1, 0, payload);
    }

    @Actor
    public void first(II_Result r) {
        r.r1 = beatAndAsk(0);
    }

    @Actor
    public void second(II_Result r) {
        r.r2 = beatAndAsk(1);
    }

    /// A store stays with its actor until that has done four loads, as if it were no volatile one.
    private static final class LateBeats extends BrokenRegion {
        private static final int LOADS = 4;

        private long offset;
        private long value;
        private int loads;

        LateBeats(Region shared) {
            super(shared);
        }

        @Override
        public void setVolatile(long at, long to) {
            offset = at;
            value = to;
            loads = LOADS;
        }

        @Override
        public long getVolatile(long at) {
            long found = loads > 0 && at == offset ? value : super.getVolatile(at);
            if (loads > 0 && --loads == 0) {
                linger();
                super.setVolatile(offset, value);
            }
            return found;
        }
    }

    @JCStressTest
    @State
    @Description("B1 made a release: who asks misses that the other has beaten, and the other way round")
    public static class BeatMadeRelease extends WordsSideStress {
        public BeatMadeRelease() {
            super(LateBeats::new);
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
