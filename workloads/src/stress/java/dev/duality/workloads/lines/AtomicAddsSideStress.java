// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.lines;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.shm.contract.HeapRegion;
import dev.duality.shm.stress.SplitSteps;
import dev.duality.workloads.Caller;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Values;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;

@JCStressTest
@State
@Outcome(id = "0, 1, 2, 2", expect = ACCEPTABLE, desc = "the first worker came first to the first line")
@Outcome(id = "1, 0, 2, 2", expect = ACCEPTABLE, desc = "the second worker came first to it")
@Outcome(expect = FORBIDDEN, desc = "an addition to a line was lost, or two got the same value")
public class AtomicAddsSideStress { // two workers add 1 to two lines; then their values
    private static final Setting SETTING = setting();

    private final Payload payload = new Payload(0);
    private final Caller[] callers = new Caller[2];

    public AtomicAddsSideStress() {
        this(UnaryOperator.identity());
    }

    AtomicAddsSideStress(UnaryOperator<Region> view) {
        Region shared = new HeapRegion(2 * Region.APART);
        for (int worker = 0; worker < 2; worker++) {
            Kernel kernel = AtomicAddsSide.open(SETTING, _ -> view.apply(shared));
            callers[worker] = kernel.caller(worker);
        }
    }

    private static Setting setting() {
        LinesWorkload workload = new LinesWorkload();
        return Setting.of(workload, Values.of(workload, Map.of("lines", "2"))).withWorkers(2);
    }

    private int call(int worker, int kind, int line) {
        return (int) callers[worker].call(kind, line, 0, payload);
    }

    @Actor
    public void first(IIII_Result r) {
        r.r1 = call(0, LinesWorkload.ADD, 0);
    }

    @Actor
    public void second(IIII_Result r) {
        r.r2 = call(1, LinesWorkload.ADD, 0);
    }

    @Arbiter
    public void after(IIII_Result r) {
        r.r3 = call(0, LinesWorkload.GET, 0);
        r.r4 = call(0, LinesWorkload.GET, 1);
    }

    @JCStressTest
    @State
    @Description("each addition in two steps: one overwrites the other")
    public static class AdditionInTwoSteps extends AtomicAddsSideStress {
        public AdditionInTwoSteps() {
            super(SplitSteps::new);
        }

        @Actor
        @Override
        public void first(IIII_Result r) {
            super.first(r);
        }

        @Actor
        @Override
        public void second(IIII_Result r) {
            super.second(r);
        }

        @Arbiter
        @Override
        public void after(IIII_Result r) {
            super.after(r);
        }
    }
}
