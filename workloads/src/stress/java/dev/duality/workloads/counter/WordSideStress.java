// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.counter;

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
import org.openjdk.jcstress.infra.results.III_Result;

@JCStressTest
@State
@Outcome(id = "0, 1, 2", expect = ACCEPTABLE, desc = "the first worker came first")
@Outcome(id = "1, 0, 2", expect = ACCEPTABLE, desc = "the second worker came first")
@Outcome(expect = FORBIDDEN, desc = "an addition was lost, or two got the same value")
public class WordSideStress { // two workers fetch and add 1; then the value
    private static final Setting SETTING = setting();

    private final Payload payload = new Payload(0);
    private final Caller[] callers = new Caller[2];

    public WordSideStress() {
        this(UnaryOperator.identity());
    }

    WordSideStress(UnaryOperator<Region> view) {
        Region shared = new HeapRegion(Region.APART);
        for (int worker = 0; worker < 2; worker++) {
            Kernel kernel = WordSide.open(SETTING, _ -> view.apply(shared));
            callers[worker] = kernel.caller(worker);
        }
    }

    private static Setting setting() {
        CounterWorkload workload = new CounterWorkload();
        return Setting.of(workload, Values.of(workload, Map.of())).withWorkers(2);
    }

    private int call(int worker, int kind) {
        return (int) callers[worker].call(kind, 1, 0, payload);
    }

    @Actor
    public void first(III_Result r) {
        r.r1 = call(0, CounterWorkload.FETCH_AND_ADD);
    }

    @Actor
    public void second(III_Result r) {
        r.r2 = call(1, CounterWorkload.FETCH_AND_ADD);
    }

    @Arbiter
    public void after(III_Result r) {
        r.r3 = call(0, CounterWorkload.GET);
    }

    @JCStressTest
    @State
    @Description("the addition in two steps: one overwrites the other")
    public static class AdditionInTwoSteps extends WordSideStress {
        public AdditionInTwoSteps() {
            super(SplitSteps::new);
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
