// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.echo;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.shm.contract.HeapRegion;
import dev.duality.shm.stress.LateStores;
import dev.duality.workloads.Caller;
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
import org.openjdk.jcstress.infra.results.II_Result;

@JCStressTest
@State
@Outcome(id = "-1, 5", expect = ACCEPTABLE, desc = "the server came first, or the worker looked too early")
@Outcome(id = "5, -1", expect = ACCEPTABLE, desc = "the worker saw the reply to its own number")
@Outcome(expect = FORBIDDEN, desc = "a request or a reply was seen before its number")
public class LineSideStress { // the worker asks and looks once; the server looks once; at last both look again
    private static final Setting SETTING = setting();

    private final Payload payload = new Payload(0);
    private final Caller worker;
    private final PairKernel.Server server;
    private int got = -1;

    public LineSideStress() {
        this(UnaryOperator.identity(), UnaryOperator.identity());
    }

    LineSideStress(UnaryOperator<Region> ofWorker, UnaryOperator<Region> ofServer) {
        Region[] shared = new Region[1];
        LineSide.open(SETTING, layout -> shared[0] = new HeapRegion(layout.bytes()));
        worker = LineSide.open(SETTING, _ -> ofWorker.apply(shared[0])).caller(0);
        server = LineSide.open(SETTING, _ -> ofServer.apply(shared[0])).server();
    }

    private static Setting setting() {
        EchoWorkload workload = new EchoWorkload();
        return Setting.of(workload, Values.of(workload, Map.of()));
    }

    private int complete() {
        got = -1;
        worker.complete((_, result) -> got = (int) result);
        return got;
    }

    @Actor
    public void worker(II_Result r) {
        worker.issue(0, EchoWorkload.ECHO, 5, 0, payload);
        r.r1 = complete();
    }

    @Actor
    public void server() {
        server.poll();
    }

    @Arbiter
    public void after(II_Result r) {
        server.poll();
        r.r2 = complete();
    }

    @JCStressTest
    @State
    @Description("K2 made plain: the number comes after what says that it is there")
    public static class RequestMadePlain extends LineSideStress {
        public RequestMadePlain() {
            super(LateStores::new, UnaryOperator.identity());
        }

        @Actor
        @Override
        public void worker(II_Result r) {
            super.worker(r);
        }

        @Actor
        @Override
        public void server() {
            super.server();
        }

        @Arbiter
        @Override
        public void after(II_Result r) {
            super.after(r);
        }
    }

    @JCStressTest
    @State
    @Description("S4 made plain: the reply comes after what says that it is there")
    public static class ReplyMadePlain extends LineSideStress {
        public ReplyMadePlain() {
            super(UnaryOperator.identity(), LateStores::new);
        }

        @Actor
        @Override
        public void worker(II_Result r) {
            super.worker(r);
        }

        @Actor
        @Override
        public void server() {
            super.server();
        }

        @Arbiter
        @Override
        public void after(II_Result r) {
            super.after(r);
        }
    }
}
