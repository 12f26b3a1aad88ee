// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.counter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.shm.contract.ForwardingRegion;
import dev.duality.shm.contract.HeapRegion;
import dev.duality.shm.contract.ModelChecking;
import dev.duality.workloads.Caller;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Values;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interleavings")
class WordSideModelTest {
    private static Setting setting() {
        CounterWorkload workload = new CounterWorkload();
        return Setting.of(workload, Values.of(workload, Map.of()));
    }

    @Param(name = "delta", gen = IntGen.class, conf = "1:9")
    public static class Counted {
        private final Caller caller;

        public Counted() {
            this(UnaryOperator.identity());
        }

        Counted(UnaryOperator<Region> view) {
            caller = WordSide.open(setting(), layout -> view.apply(new HeapRegion(layout.bytes())))
                    .caller(0);
        }

        @Operation
        public long fetchAndAdd(@Param(name = "delta") int delta) {
            return caller.call(CounterWorkload.FETCH_AND_ADD, delta, 0, new Payload(0));
        }

        @Operation
        public long get() {
            return caller.call(CounterWorkload.GET, 0, 0, new Payload(0));
        }
    }

    @Param(name = "delta", gen = IntGen.class, conf = "1:9")
    public static class AddedInTwoSteps extends Counted {
        public AddedInTwoSteps() {
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
    void isLinearizable() {
        ModelChecking.assertLinearizable(Counted.class);
    }

    @Test
    void isNotIfAddedInTwoSteps() {
        ModelChecking.assertBroken(AddedInTwoSteps.class);
    }

    @Test
    void itsWordHasItsLinesForItself() {
        WordSide.open(setting(), layout -> {
            assertEquals(1, layout.spans().size());
            assertEquals(Region.APART, layout.bytes());
            return new HeapRegion(layout.bytes());
        });
    }
}
