// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.lines;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.shm.contract.ForwardingRegion;
import dev.duality.shm.contract.HeapRegion;
import dev.duality.shm.contract.ModelChecking;
import dev.duality.shm.contract.RegionBytes;
import dev.duality.workloads.Caller;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Values;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interleavings")
class AtomicAddsSideModelTest {
    private static final int LINES = 2;
    private static final Setting SETTING = setting(LINES); // it measures the machine's pace

    private static Setting setting(int lines) {
        LinesWorkload workload = new LinesWorkload();
        return Setting.of(workload, Values.of(workload, Map.of("lines", Integer.toString(lines))));
    }

    /// Operations, and looks at the first line.
    public static class Added {
        private final Caller caller;

        public Added() {
            this(UnaryOperator.identity());
        }

        Added(UnaryOperator<Region> view) {
            caller = AtomicAddsSide.open(SETTING, layout -> view.apply(new HeapRegion(layout.bytes())))
                    .caller(0);
        }

        long call(int kind, long line) {
            return caller.call(kind, line, 0, new Payload(0));
        }

        @Operation
        public long add() {
            return call(LinesWorkload.ADD, 0);
        }

        @Operation
        public long first() {
            return call(LinesWorkload.GET, 0);
        }
    }

    /// Looks at another line, too.
    public static class LookedAtBehind extends Added {
        @Operation
        public long last() {
            return call(LinesWorkload.GET, LINES - 1);
        }
    }

    public static class AddedInTwoSteps extends Added {
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
    void isLinearizableForWhoLooksAtTheFirstLine() {
        ModelChecking.assertLinearizable(Added.class);
    }

    @Test
    void isNotForWhoLooksAtAnotherLineWhileSomebodyAdds() {
        ModelChecking.assertBroken(LookedAtBehind.class);
    }

    @Test
    void isNotIfAddedInTwoSteps() {
        ModelChecking.assertBroken(AddedInTwoSteps.class);
    }

    @Test
    void eachLineLiesApartFromTheOthers() {
        for (int lines : new int[] {1, 2, LinesWorkload.MAX_LINES}) {
            AtomicAddsSide.open(setting(lines), layout -> {
                        assertEquals((long) lines * Region.APART, layout.bytes());
                        return new HeapRegion(layout.bytes());
                    })
                    .close();
        }
        Region[] region = new Region[1];
        Caller caller = AtomicAddsSide.open(SETTING, layout -> {
                    region[0] = new HeapRegion(layout.bytes());
                    return region[0];
                })
                .caller(0);

        assertEquals(
                Set.of(0L, 1L),
                RegionBytes.pairsChanged(region[0], () -> caller.call(LinesWorkload.ADD, 0, 0, new Payload(0))));
    }
}
