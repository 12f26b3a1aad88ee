// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.mapreduce;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.shm.contract.ForwardingRegion;
import dev.duality.shm.contract.HeapRegion;
import dev.duality.shm.contract.ModelChecking;
import dev.duality.workloads.Caller;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Values;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interleavings")
class TableSideModelTest {
    private static final Setting SETTING = setting(); // it measures the machine's pace
    private static final Text TEXT = Text.of(Job.WORDCOUNT, "a b\nb a\n".getBytes(StandardCharsets.US_ASCII), 4);

    private static Setting setting() {
        MapReduceWorkload workload = new MapReduceWorkload();
        return Setting.of(workload, Values.of(workload, Map.of("chunk", "16", "operations", "2")))
                .withWorkers(2);
    }

    /// Chunks that are taken.
    public static class Taken {
        private final Caller[] callers = new Caller[2];

        public Taken() {
            this(UnaryOperator.identity());
        }

        Taken(UnaryOperator<Region> view) {
            Region[] region = new Region[1];
            for (int worker = 0; worker < callers.length; worker++) {
                callers[worker] = TableSide.open(SETTING, TEXT, layout -> {
                            region[0] = region[0] == null ? view.apply(new HeapRegion(layout.bytes())) : region[0];
                            return region[0];
                        })
                        .caller(worker);
            }
        }

        @Operation(nonParallelGroup = "first")
        public long first() {
            return callers[0].call(MapReduceWorkload.STEP, 0, 0, new Payload(0));
        }

        @Operation(nonParallelGroup = "second")
        public long second() {
            return callers[1].call(MapReduceWorkload.STEP, 0, 0, new Payload(0));
        }
    }

    public static class TakenInTwoSteps extends Taken {
        public TakenInTwoSteps() {
            super(region -> new ForwardingRegion(region) {
                @Override
                public long getAndAdd(long offset, long delta) {
                    long before = getVolatile(offset);
                    setVolatile(offset, before + delta);
                    return before;
                }
            });
        }
    }

    @Test
    void chunksAreTakenOneAfterTheOther() {
        ModelChecking.assertLinearizable(Taken.class);
    }

    @Test
    void notIfTakenInTwoSteps() {
        ModelChecking.assertBroken(TakenInTwoSteps.class);
    }

    @Test
    void theCursorTheLockAndTheTableLieApart() {
        TableSide.open(SETTING, TEXT, layout -> {
                    layout.spans().forEach(span -> assertEquals(0, span.offset() % Region.APART, span::name));
                    assertEquals(4, layout.spans().size());
                    return new HeapRegion(layout.bytes());
                })
                .close();
    }
}
