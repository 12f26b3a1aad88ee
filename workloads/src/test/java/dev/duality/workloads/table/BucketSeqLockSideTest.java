// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.shm.contract.ForwardingRegion;
import dev.duality.shm.contract.HeapRegion;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Values;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BucketSeqLockSideTest {
    private static final long VERSION = 0; // the only bucket's
    private static final int DISTURBED = 3;

    private final TableWorkload workload = new TableWorkload();
    private final Setting setting = Setting.of(workload, Values.of(workload, Map.of("buckets", "1", "entries", "1")))
            .withWorkers(2);
    private final long key = TableWorkload.keys(setting).key(0);
    private Region shared;

    private Kernel open() {
        return BucketSeqLockSide.open(setting, layout -> {
            shared = new HeapRegion(layout.bytes());
            return shared;
        });
    }

    /// The bucket's version is another one whenever a get looks at it for the second time, a few times.
    private static final class Disturbed extends ForwardingRegion {
        private int left = DISTURBED;

        Disturbed(Region region) {
            super(region);
        }

        @Override
        public long getOpaque(long offset) {
            boolean disturbs = offset == VERSION && left > 0;
            left -= disturbs ? 1 : 0;
            return super.getOpaque(offset) + (disturbs ? 2 : 0);
        }
    }

    @Test
    void aGetThatIsDisturbedIsCountedAsOftenAsItIsRepeated() {
        try (Kernel table = open()) {
            Payload value = setting.payload();
            value.stamp(7, setting.payloadBytes());
            table.caller(0).call(TableWorkload.PUT, key, 0, value);
            Kernel view = BucketSeqLockSide.view(setting, new Disturbed(shared));

            assertEquals(7, view.caller(1).call(TableWorkload.GET, key, 0, value));

            assertEquals(Map.of("validation retries", (long) DISTURBED), table.counts());
        }
    }

    @Test
    void whatNobodyDisturbsIsNotRepeated() {
        try (Kernel table = open()) {
            Payload value = setting.payload();
            table.caller(0).call(TableWorkload.GET, key, 0, value);
            value.stamp(7, setting.payloadBytes());
            table.caller(1).call(TableWorkload.PUT, key, 0, value);
            table.caller(0).call(TableWorkload.REMOVE, key, 0, value);

            assertEquals(Map.of("validation retries", 0L), table.counts());
        }
    }
}
