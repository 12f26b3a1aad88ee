// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.detector;

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
class WordsSideModelTest {
    private static final int PROCESSES = 4;

    private static Setting setting() {
        DetectorWorkload workload = new DetectorWorkload();
        return Setting.of(workload, Values.of(workload, Map.of("ticks", "0"))).withWorkers(PROCESSES);
    }

    /// Processes that beat one after the other, by one thread at a time. All ask at tick 1.
    public static class Beats {
        private final Caller caller;
        private int next;

        public Beats() {
            this(UnaryOperator.identity());
        }

        Beats(UnaryOperator<Region> view) {
            caller = WordsSide.open(setting(), layout -> view.apply(new HeapRegion(layout.bytes())))
                    .caller(0);
        }

        private long call(int kind, long which) {
            return caller.call(kind, 1, which, new Payload(0));
        }

        /// A beat. Who sees a later one's has missed no earlier one.
        @Operation(nonParallelGroup = "beats")
        public void beat() {
            call(DetectorWorkload.BEAT, next);
            next = (next + 1) % PROCESSES;
        }

        @Operation
        public long suspects() {
            return call(DetectorWorkload.ASK, 0);
        }
    }

    /// The second look at a word gives what the first one gave.
    private static final class SeenOnce extends ForwardingRegion {
        private final long[] seen = new long[PROCESSES];
        private int looks;

        SeenOnce(Region region) {
            super(region);
        }

        @Override
        public long getVolatile(long offset) {
            int word = (int) (offset / Region.APART);
            if (looks++ % (2 * PROCESSES) < PROCESSES) {
                seen[word] = super.getVolatile(offset);
            }
            return seen[word];
        }
    }

    /// Asks by one round only.
    public static class AskedInOneRound extends Beats {
        public AskedInOneRound() {
            super(SeenOnce::new);
        }
    }

    @Test
    void anAnswerIsWhatWasSoAtOneMoment() {
        ModelChecking.assertLinearizable(Beats.class);
    }

    @Test
    void itIsNotIfAskedInOneRound() {
        ModelChecking.assertBroken(AskedInOneRound.class);
    }

    @Test
    void eachProcessHasItsWordApartFromTheOthers() {
        Region[] region = new Region[1];
        Caller caller = WordsSide.open(setting(), layout -> {
                    assertEquals((long) PROCESSES * Region.APART, layout.bytes());
                    region[0] = new HeapRegion(layout.bytes());
                    return region[0];
                })
                .caller(0);

        for (long process = 0; process < PROCESSES; process++) {
            long which = process;
            assertEquals(
                    Set.of(process),
                    RegionBytes.pairsChanged(
                            region[0], () -> caller.call(DetectorWorkload.BEAT, 1, which, new Payload(0))));
        }
    }
}
