// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.table;

import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.shm.contract.ForwardingRegion;
import dev.duality.shm.contract.HeapRegion;
import dev.duality.shm.contract.ModelChecking;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interleavings")
class LockFreeTableModelTest {
    private static final int WORKERS = 4; // the two, and those before and after them
    private static final int BYTES = 4; // shorter than a word: Lincheck cannot follow words within bytes
    private static final Keys KEYS = new Keys(1, 1);
    private static final TableLayout AT = new TableLayout(KEYS, WORKERS, BYTES);

    /// Three keys in a bucket for two, so that it runs full.
    @Param(name = "key", gen = IntGen.class, conf = "0:2")
    @Param(name = "stamp", gen = IntGen.class, conf = "1:9")
    @Param(name = "worker", gen = ThreadIdGen.class)
    public static class Shared {
        private final LockFreeTable table;
        private final Region region;

        public Shared() {
            this(new HeapRegion(AT.layout.bytes()));
        }

        Shared(Region region) {
            this.region = region;
            table = new LockFreeTable(region, KEYS, AT);
        }

        private TableHoldings holdings(int worker) {
            return new TableHoldings(region, AT, worker % WORKERS);
        }

        @Operation
        public long get(@Param(name = "worker") int worker, @Param(name = "key") int key) {
            return table.get(holdings(worker), key, new Payload(BYTES));
        }

        @Operation
        public long put(
                @Param(name = "worker") int worker, @Param(name = "key") int key, @Param(name = "stamp") int stamp) {
            Payload payload = new Payload(BYTES);
            payload.stamp(stamp, BYTES);
            return table.put(holdings(worker), key, payload);
        }

        @Operation
        public long remove(@Param(name = "worker") int worker, @Param(name = "key") int key) {
            return table.remove(holdings(worker), key);
        }
    }

    /// Slots are compared and changed in two steps.
    @Param(name = "key", gen = IntGen.class, conf = "0:2")
    @Param(name = "stamp", gen = IntGen.class, conf = "1:9")
    @Param(name = "worker", gen = ThreadIdGen.class)
    public static class ChangedInTwoSteps extends Shared {
        public ChangedInTwoSteps() {
            super(new ForwardingRegion(new HeapRegion(AT.layout.bytes())) {
                @Override
                public boolean compareAndSet(long offset, long expected, long value) {
                    boolean same = getVolatile(offset) == expected;
                    if (same) {
                        setVolatile(offset, value);
                    }
                    return same;
                }
            });
        }
    }

    /// A5 is a store: two workers add at once.
    @Param(name = "key", gen = IntGen.class, conf = "0:2")
    @Param(name = "stamp", gen = IntGen.class, conf = "1:9")
    @Param(name = "worker", gen = ThreadIdGen.class)
    public static class AddedByAll extends Shared {
        public AddedByAll() {
            super(new ForwardingRegion(new HeapRegion(AT.layout.bytes())) {
                @Override
                public boolean compareAndSet(long offset, long expected, long value) {
                    if (offset != AT.adding(0)) {
                        return super.compareAndSet(offset, expected, value);
                    }
                    setVolatile(offset, value);
                    return true;
                }
            });
        }
    }

    @Test
    void isLinearizable() {
        ModelChecking.assertLinearizable(Shared.class);
    }

    @Test
    void isNotIfSlotsChangeInTwoSteps() {
        ModelChecking.assertBrokenInBrief(ChangedInTwoSteps.class);
    }

    @Test
    void isNotIfAllMayAddAtOnce() {
        ModelChecking.assertBrokenInBrief(AddedByAll.class);
    }
}
