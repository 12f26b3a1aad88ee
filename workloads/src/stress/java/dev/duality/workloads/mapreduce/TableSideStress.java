// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.mapreduce;

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
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
@Outcome(id = "0, 1, 1", expect = ACCEPTABLE, desc = "the first worker took the first chunk")
@Outcome(id = "1, 0, 1", expect = ACCEPTABLE, desc = "the second worker took it")
@Outcome(expect = FORBIDDEN, desc = "a chunk was taken twice, or a count was lost or went to another key")
public class TableSideStress { // two workers map a chunk each, of the same keys, which begin at one slot; the output
    private static final Setting SETTING = setting();
    private static final Text TEXT = text();
    private static final byte[] OUTPUT = TEXT.counts().output(Job.SORT);

    private final Payload payload = new Payload(64);
    private final Caller[] callers = new Caller[2];
    private Region shared;

    public TableSideStress() {
        this(UnaryOperator.identity());
    }

    TableSideStress(UnaryOperator<Region> view) {
        for (int worker = 0; worker < 2; worker++) {
            Kernel kernel = TableSide.open(SETTING, TEXT, layout -> {
                shared = shared == null ? new HeapRegion(layout.bytes()) : shared;
                return view.apply(shared);
            });
            callers[worker] = kernel.caller(worker);
        }
    }

    private static Setting setting() {
        MapReduceWorkload workload = new MapReduceWorkload();
        return Setting.of(workload, Values.of(workload, Map.of("job", "sort", "operations", "2", "chunk", "16")))
                .withWorkers(2);
    }

    /// Two keys that begin at one of the four slots, once in each order.
    private static Text text() {
        byte first = 'a';
        byte second = 'b';
        while ((KeyCounts.hash(new byte[] {first}, 0, 1) & 3) != (KeyCounts.hash(new byte[] {second}, 0, 1) & 3)) {
            second++;
        }
        String one = (char) first + "\n";
        String other = (char) second + "\n";
        return Text.of(Job.SORT, (one + other + other + one).getBytes(StandardCharsets.US_ASCII), 4);
    }

    private int step(int worker) {
        return (int) (callers[worker].call(MapReduceWorkload.STEP, 0, 0, payload) >> 20);
    }

    @Actor
    public void first(III_Result r) {
        r.r1 = step(0);
    }

    @Actor
    public void second(III_Result r) {
        r.r2 = step(1);
    }

    @Arbiter
    public void after(III_Result r) {
        callers[0].call(MapReduceWorkload.OUTPUT, 0, 0, payload);
        r.r3 = Arrays.equals(payload.bytes(), 0, payload.length(), OUTPUT, 0, OUTPUT.length) ? 1 : 0;
    }

    @JCStressTest
    @State
    @Description("S1, S4 and S5 in two steps: chunks are taken twice, keys replaced and counts lost")
    public static class InTwoSteps extends TableSideStress {
        public InTwoSteps() {
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
