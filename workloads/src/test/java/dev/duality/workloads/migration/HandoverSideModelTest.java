// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.shm.RegionLayout;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.contract.ForwardingRegion;
import dev.duality.shm.contract.HeapRegion;
import dev.duality.shm.contract.ModelChecking;
import dev.duality.shm.contract.RegionBytes;
import dev.duality.workloads.Caller;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Values;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interleavings")
class HandoverSideModelTest {
    private static Setting setting(int processes) {
        MigrationWorkload workload = new MigrationWorkload();
        Map<String, String> given = Map.of(
                "processes", Integer.toString(processes), "files", "0", "pages", "1", "calls", "0", "touch", "none");
        return Setting.of(workload, Values.of(workload, given)).withWait(WaitStrategy.Kind.SPIN);
    }

    /// A process that takes its signals while others come. It moves by one thread at a time: who waits for it waits as
    /// the lock does, which has a model of its own.
    public static class Signalled {
        private final Caller caller;

        public Signalled() {
            this(UnaryOperator.identity());
        }

        Signalled(UnaryOperator<Region> view) {
            caller = HandoverSide.open(setting(1), layout -> view.apply(new HeapRegion(layout.bytes())))
                    .caller(0);
        }

        @Operation
        public void signal() {
            caller.call(MigrationWorkload.SIGNAL, 0, 0, new Payload(0));
        }

        @Operation(nonParallelGroup = "moves")
        public void move() {
            caller.call(MigrationWorkload.VISIT, 0, 1, new Payload(0));
        }

        @Operation(nonParallelGroup = "moves")
        public long signals() {
            return caller.call(MigrationWorkload.STATUS, 0, MigrationWorkload.SIGNALS, new Payload(0));
        }
    }

    /// Takes the signals that wait in two steps.
    public static class TakenInTwoSteps extends Signalled {
        public TakenInTwoSteps() {
            super(shared -> new ForwardingRegion(shared) {
                @Override
                public long getAndSet(long offset, long value) {
                    long found = getVolatile(offset);
                    setVolatile(offset, value);
                    return found;
                }
            });
        }
    }

    @Test
    void noSignalIsLostOrTakenTwice() {
        ModelChecking.assertLinearizable(Signalled.class);
    }

    @Test
    void oneIsIfTheyAreTakenInTwoSteps() {
        ModelChecking.assertBrokenInBrief(TakenInTwoSteps.class);
    }

    /// Lays processes apart: what moves with one moves no other one's lines, and the signals that wait lie apart from
    /// what its holder writes.
    @Test
    void eachProcessLiesApartFromTheOthersAndItsSignalsApartFromItself() {
        Region[] region = new Region[1];
        Caller caller = HandoverSide.open(setting(2), (RegionLayout layout) -> {
                    region[0] = new HeapRegion(layout.bytes());
                    return region[0];
                })
                .caller(0);
        Set<Long> signal = changed(region[0], caller, MigrationWorkload.SIGNAL, 0);
        Set<Long> visit = changed(region[0], caller, MigrationWorkload.VISIT, 0); // takes the signal, too
        Set<Long> other = changed(region[0], caller, MigrationWorkload.VISIT, 1);

        assertEquals(1, signal.size());
        assertEquals(Set.of(), shared(signal, other));
        assertEquals(1, shared(visit, other).size(), "the worker's own count of moves alone is changed by both");
    }

    private static Set<Long> shared(Set<Long> one, Set<Long> other) {
        Set<Long> both = new HashSet<>(one);
        both.retainAll(other);
        return both;
    }

    private static Set<Long> changed(Region region, Caller caller, int kind, long process) {
        return RegionBytes.pairsChanged(region, () -> caller.call(kind, process, 1, new Payload(0)));
    }
}
