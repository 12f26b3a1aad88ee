// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.rpc;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.shm.contract.HeapRegion;
import dev.duality.shm.stress.LateStores;
import dev.duality.workloads.Caller;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Values;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

@JCStressTest
@State
@Outcome(id = "0", expect = ACCEPTABLE, desc = "the observer came first")
@Outcome(
        id = {"11", "22"},
        expect = ACCEPTABLE,
        desc = "it saw as many calls as the sum is of")
@Outcome(id = "12", expect = ACCEPTABLE, desc = "it saw a call, and then the sum of one more")
@Outcome(expect = FORBIDDEN, desc = "it saw a call, and not the sum of it")
public
class ProcedureCallSideStress { // a worker calls twice; an observer asks for the digest, which tells calls and sum
    private static final Setting SETTING = setting();
    private static final long[] SUMS =
            LongStream.of(0, 5, RpcServer.sum(5, 7, 0)).toArray();

    private final Payload payload = new Payload(0);
    private final Caller worker;
    private final Kernel observer;

    public ProcedureCallSideStress() {
        this(UnaryOperator.identity());
    }

    ProcedureCallSideStress(UnaryOperator<Region> view) {
        Region[] shared = new Region[1];
        observer = ProcedureCallSide.open(SETTING, layout -> shared[0] = new HeapRegion(layout.bytes()));
        worker = ProcedureCallSide.open(SETTING, _ -> view.apply(shared[0])).caller(0);
    }

    private static Setting setting() {
        RpcWorkload workload = new RpcWorkload();
        return Setting.of(workload, Values.of(workload, Map.of("command", "null")));
    }

    @Actor
    public void worker() {
        worker.call(RpcServer.NULL, 0, 5, payload);
        worker.call(RpcServer.NULL, 0, 7, payload);
    }

    @Actor
    public void observer(I_Result r) {
        r.r1 = told(observer.digest());
    }

    /// The calls and the sum that a digest was made from: 12 is one call and the sum of two.
    private static int told(long digest) {
        if (digest == 0) {
            return 0;
        }
        for (int calls = 1; calls < SUMS.length; calls++) {
            for (int sum = 0; sum < SUMS.length; sum++) {
                if (digest == RpcServer.digest(0, calls, SUMS[sum])) {
                    return 10 * calls + sum;
                }
            }
        }
        return -1;
    }

    @JCStressTest
    @State
    @Description("W3 made plain: the sum comes after the count")
    public static class ReleaseMadePlain extends ProcedureCallSideStress {
        public ReleaseMadePlain() {
            super(LateStores::new);
        }

        @Actor
        @Override
        public void worker() {
            super.worker();
        }

        @Actor
        @Override
        public void observer(I_Result r) {
            super.observer(r);
        }
    }
}
