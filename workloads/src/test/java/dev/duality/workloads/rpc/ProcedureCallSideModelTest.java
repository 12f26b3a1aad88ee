// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.rpc;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.shm.contract.ForwardingRegion;
import dev.duality.shm.contract.HeapRegion;
import dev.duality.shm.contract.ModelChecking;
import dev.duality.shm.contract.RegionBytes;
import dev.duality.workloads.Caller;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Values;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interleavings")
class ProcedureCallSideModelTest {
    private static final int WORKERS = 4; // the two, and those before and after them

    private static Setting setting() {
        RpcWorkload workload = new RpcWorkload();
        return Setting.of(workload, Values.of(workload, Map.of("command", "null", "payload", "0")))
                .withWorkers(WORKERS);
    }

    /// Workers call, each as its own client, and ask how often a client has called.
    @Param(name = "worker", gen = ThreadIdGen.class)
    @Param(name = "client", gen = IntGen.class, conf = "0:3")
    public static class Called {
        private final Caller[] callers = new Caller[WORKERS];

        public Called() {
            this(UnaryOperator.identity());
        }

        Called(UnaryOperator<Region> view) {
            Kernel kernel = ProcedureCallSide.open(setting(), layout -> view.apply(new HeapRegion(layout.bytes())));
            for (int worker = 0; worker < WORKERS; worker++) {
                callers[worker] = kernel.caller(worker);
            }
        }

        @Operation
        public long call(@Param(name = "worker") int worker) {
            return callers[worker % WORKERS].call(RpcServer.NULL, worker % WORKERS, 1, new Payload(0));
        }

        @Operation
        public long calls(@Param(name = "client") int client) {
            return callers[0].call(RpcServer.CALLS, client, 0, new Payload(0));
        }
    }

    /// A count goes back for a moment whenever it is written.
    @Param(name = "worker", gen = ThreadIdGen.class)
    @Param(name = "client", gen = IntGen.class, conf = "0:3")
    public static class Faltering extends Called {
        public Faltering() {
            super(region -> new ForwardingRegion(region) {
                @Override
                public void setRelease(long offset, long value) {
                    super.setRelease(offset, value);
                    super.setRelease(offset, value - 1);
                    super.setRelease(offset, value);
                }
            });
        }
    }

    @Test
    void isLinearizable() {
        ModelChecking.assertLinearizableInBrief(Called.class);
    }

    @Test
    void isNotIfACountGoesBack() {
        ModelChecking.assertBrokenInBrief(Faltering.class);
    }

    @Test
    void wordsThatDifferentClientsWriteLieApart() {
        Region[] memory = new Region[1];
        Kernel kernel = ProcedureCallSide.open(setting(), layout -> memory[0] = new HeapRegion(layout.bytes()));
        Caller first = kernel.caller(0);
        Caller second = kernel.caller(1);

        Set<Long> one = RegionBytes.pairsChanged(memory[0], () -> first.call(RpcServer.NULL, 0, 1, new Payload(0)));
        Set<Long> other = RegionBytes.pairsChanged(memory[0], () -> second.call(RpcServer.NULL, 1, 1, new Payload(0)));

        assertFalse(one.isEmpty() || other.isEmpty());
        assertTrue(one.stream().noneMatch(other::contains), () -> one + " and " + other);
    }
}
