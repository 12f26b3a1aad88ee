// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.table;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.shm.contract.HeapRegion;
import dev.duality.shm.stress.BrokenRegion;
import dev.duality.workloads.Caller;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Values;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/// A key has value 1; one worker gets it, the other puts 2 and then 3.
@JCStressTest
@State
@Outcome(id = "1", expect = ACCEPTABLE, desc = "the get came first")
@Outcome(id = "2", expect = ACCEPTABLE, desc = "it came in between")
@Outcome(id = "3", expect = ACCEPTABLE, desc = "it came last")
@Outcome(expect = FORBIDDEN, desc = "the bytes of two values were read as one, or the key was missed")
public class BucketSeqLockSideStress {
    private static final int VALUE_BYTES = 2 * Region.LINE;
    private static final Setting SETTING = setting();
    private static final long KEY = TableWorkload.keys(SETTING).key(0);

    private final Payload got = SETTING.payload();
    private final Payload put = SETTING.payload();
    private final Caller reader;
    private final Caller writer;
    private Region shared;

    public BucketSeqLockSideStress() {
        this(UnaryOperator.identity());
    }

    BucketSeqLockSideStress(UnaryOperator<Region> view) {
        writer = BucketSeqLockSide.open(SETTING, layout -> {
                    shared = new HeapRegion(layout.bytes());
                    return shared;
                })
                .caller(1);
        reader = BucketSeqLockSide.view(SETTING, view.apply(shared)).caller(0);
        put(1);
    }

    private static Setting setting() {
        TableWorkload workload = new TableWorkload();
        Map<String, String> values = Map.of("buckets", "1", "entries", "1", "payload", Integer.toString(VALUE_BYTES));
        return Setting.of(workload, Values.of(workload, values)).withWorkers(2);
    }

    private void put(int number) {
        put.stamp(number, VALUE_BYTES);
        writer.call(TableWorkload.PUT, KEY, 0, put);
    }

    @Actor
    public void reader(I_Result r) {
        r.r1 = (int) reader.call(TableWorkload.GET, KEY, 0, got);
    }

    @Actor
    public void writer() {
        put(2);
        put(3);
    }

    @JCStressTest
    @State
    @Description("R4 with R1: the bucket may be changed after its version was looked at")
    public static class LookedTooEarly extends BucketSeqLockSideStress {
        public LookedTooEarly() {
            super(EarlyLook::new);
        }

        @Actor
        @Override
        public void reader(I_Result r) {
            super.reader(r);
        }

        @Actor
        @Override
        public void writer() {
            super.writer();
        }
    }

    /// Looks at a version for the second time when it does for the first time, and stops in the middle of the bytes.
    private static final class EarlyLook extends BrokenRegion {
        private static final long VERSION = 0; // the only bucket's

        private long version;
        private int loads;

        EarlyLook(Region shared) {
            super(shared);
        }

        @Override
        public long getAcquire(long offset) {
            version = super.getAcquire(offset);
            loads = 0;
            return version;
        }

        @Override
        public long getOpaque(long offset) {
            return offset == VERSION ? version : super.getOpaque(offset);
        }

        @Override
        public long getPlain(long offset) {
            if (++loads == Region.LINE) { // bytes are read one by one here
                linger();
            }
            return super.getPlain(offset);
        }
    }
}
