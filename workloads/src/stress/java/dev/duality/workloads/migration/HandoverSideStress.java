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
import org.openjdk.jcstress.infra.results.I_Result;

@JCStressTest
@State
@Outcome(id = "2", expect = ACCEPTABLE, desc = "the process has both signals")
@Outcome(expect = FORBIDDEN, desc = "a signal was lost, or taken twice")
public class HandoverSideStress { // a signal waits; the process takes what waits, while another signal comes
    private final Payload payload = new Payload(0);
    private final Payload other = new Payload(0);
    private final Caller host;
    private final Caller sender;
    private Region shared;

    public HandoverSideStress() {
        this(UnaryOperator.identity());
    }

    /// @param view of the host
    HandoverSideStress(UnaryOperator<Region> view) {
        sender = kernel(UnaryOperator.identity()).caller(1);
        host = kernel(view).caller(0);
        sender.call(MigrationWorkload.SIGNAL, 0, 0, other);
    }

    private Kernel kernel(UnaryOperator<Region> view) {
        return HandoverSide.open(setting(), layout -> {
            shared = shared == null ? new HeapRegion(layout.bytes()) : shared;
            return view.apply(shared);
        });
    }

    /// A visit is one call, which is answered by the home's clock.
    static Setting setting() {
        MigrationWorkload workload = new MigrationWorkload();
        Map<String, String> given =
                Map.of("processes", "1", "files", "0", "pages", "0", "calls", "1", "mix", "forwarded");
        return Setting.of(workload, Values.of(workload, given)).withWorkers(2);
    }

    @Actor
    public void move() {
        host.call(MigrationWorkload.VISIT, 0, 1, payload);
    }

    @Actor
    public void signal() {
        sender.call(MigrationWorkload.SIGNAL, 0, 0, other);
    }

    @Arbiter
    public void after(I_Result r) {
        r.r1 = (int) host.call(MigrationWorkload.STATUS, 0, MigrationWorkload.SIGNALS, payload);
    }

    /// Takes what waits by a load and, later, a store.
    private static final class TakesInTwoSteps extends BrokenRegion {
        TakesInTwoSteps(Region shared) {
            super(shared);
        }

        @Override
        public long getAndSet(long offset, long value) {
            long found = getVolatile(offset);
            linger();
            setVolatile(offset, value);
            return found;
        }
    }

    @JCStressTest
    @State
    @Description("V2 in two steps: a signal that comes between them is overwritten")
    public static class TakenInTwoSteps extends HandoverSideStress {
        public TakenInTwoSteps() {
            super(TakesInTwoSteps::new);
        }

        @Actor
        @Override
        public void move() {
            super.move();
        }

        @Actor
        @Override
        public void signal() {
            super.signal();
        }

        @Arbiter
        @Override
        public void after(I_Result r) {
            super.after(r);
        }
    }
}
