// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.loadboard;

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
class PaddedSideModelTest {
    private static final int HOSTS = 2;

    private static Setting setting(int hosts) {
        LoadboardWorkload workload = new LoadboardWorkload();
        return Setting.of(workload, Values.of(workload, Map.of("hosts", Integer.toString(hosts))));
    }

    /// Two hosts, the first one busy. One becomes idle, and then the other one busy, by one thread at a time: so there
    /// is always one that is idle.
    public static class Turns {
        private final Caller caller;
        private int next;

        public Turns() {
            this(UnaryOperator.identity());
        }

        Turns(UnaryOperator<Region> view) {
            caller = PaddedSide.open(setting(HOSTS), layout -> view.apply(new HeapRegion(layout.bytes())))
                    .caller(0);
            update(1, 0);
        }

        private long update(long load, long host) {
            return caller.call(LoadboardWorkload.UPDATE, load, host, new Payload(0));
        }

        @Operation(nonParallelGroup = "updates")
        public long attempt() {
            int host = next / 2; // of the one that becomes idle first, then of the other one
            long load = next % 2;
            next = (next + 1) % 4;
            return update(load, load == 0 ? host : 1 - host);
        }

        /// The answer whether any host is idle. Which one it is depends on when who looks has looked at which.
        @Operation
        public boolean isAnyIdle() {
            return caller.call(LoadboardWorkload.QUERY, 0, 0, new Payload(0)) != LoadboardWorkload.NOBODY;
        }
    }

    /// The second look at a word gives what the first one gave.
    private static final class SeenOnce extends ForwardingRegion {
        private final long[] seen = new long[HOSTS];
        private int looks;

        SeenOnce(Region region) {
            super(region);
        }

        @Override
        public long getVolatile(long offset) {
            int word = (int) (offset / Region.APART);
            if (looks++ % (2 * HOSTS) < HOSTS) {
                seen[word] = super.getVolatile(offset);
            }
            return seen[word];
        }
    }

    /// Looks in one round only.
    public static class LookedAtInOneRound extends Turns {
        public LookedAtInOneRound() {
            super(SeenOnce::new);
        }
    }

    @Test
    void nobodyIsFoundOnlyIfAllAreBusyAtOneMoment() {
        ModelChecking.assertLinearizable(Turns.class);
    }

    @Test
    void itIsNotSoIfLookedAtInOneRound() {
        ModelChecking.assertBrokenInBrief(LookedAtInOneRound.class);
    }

    @Test
    void eachHostHasItsWordApartFromTheOthers() {
        int hosts = 4;
        Region[] region = new Region[1];
        Caller caller = PaddedSide.open(setting(hosts), layout -> {
                    assertEquals((long) hosts * Region.APART, layout.bytes());
                    region[0] = new HeapRegion(layout.bytes());
                    return region[0];
                })
                .caller(0);

        for (long host = 0; host < hosts; host++) {
            long which = host;
            assertEquals(
                    Set.of(host),
                    RegionBytes.pairsChanged(
                            region[0], () -> caller.call(LoadboardWorkload.UPDATE, 7, which, new Payload(0))));
        }
    }
}
