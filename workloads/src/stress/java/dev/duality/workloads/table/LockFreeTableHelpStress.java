// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.table;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.shm.contract.HeapRegion;
import dev.duality.shm.stress.BrokenRegion;
import dev.duality.shm.stress.SplitSteps;
import java.util.function.UnaryOperator;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;

/// Two workers put a key each into an empty bucket; then both keys are got.
@JCStressTest
@State
@Outcome(id = "1, 1, 1, 2", expect = ACCEPTABLE, desc = "each added its key, whoever finished it")
@Outcome(expect = FORBIDDEN, desc = "a key was added by one, and is lost or has the value of the other")
public class LockFreeTableHelpStress {
    private static final int VALUE_BYTES = 8;
    private static final Keys KEYS = new Keys(1, 1);
    private static final TableLayout AT = new TableLayout(KEYS, 2, VALUE_BYTES);

    private final Payload[] payloads = {new Payload(VALUE_BYTES), new Payload(VALUE_BYTES)};
    private final LockFreeTable[] tables = new LockFreeTable[2];
    private final TableHoldings[] holdings = new TableHoldings[2];

    public LockFreeTableHelpStress() {
        this(UnaryOperator.identity());
    }

    LockFreeTableHelpStress(UnaryOperator<Region> view) {
        Region shared = new HeapRegion(AT.layout.bytes());
        for (int worker = 0; worker < 2; worker++) {
            Region viewed = view.apply(shared);
            tables[worker] = new LockFreeTable(viewed, KEYS, AT);
            holdings[worker] = new TableHoldings(viewed, AT, worker);
        }
    }

    private int put(int worker) {
        payloads[worker].stamp(worker + 1L, VALUE_BYTES);
        return (int) tables[worker].put(holdings[worker], KEYS.key(worker), payloads[worker]);
    }

    @Actor
    public void first(IIII_Result r) {
        r.r1 = put(0);
    }

    @Actor
    public void second(IIII_Result r) {
        r.r2 = put(1);
    }

    @Arbiter
    public void after(IIII_Result r) {
        r.r3 = (int) tables[0].get(holdings[0], KEYS.key(0), payloads[0]);
        r.r4 = (int) tables[0].get(holdings[0], KEYS.key(1), payloads[0]);
    }

    @JCStressTest
    @State
    @Description("A2 forgotten: an addition to a slot that another addition is for")
    public static class NotFinished extends LockFreeTableHelpStress {
        public NotFinished() {
            super(DoneAlready::new);
        }

        @Actor
        @Override
        public void first(IIII_Result r) {
            super.first(r);
        }

        @Actor
        @Override
        public void second(IIII_Result r) {
            super.second(r);
        }

        @Arbiter
        @Override
        public void after(IIII_Result r) {
            super.after(r);
        }
    }

    @JCStressTest
    @State
    @Description("A5 and H3 in two steps: two additions at once, to the same slot")
    public static class InTwoSteps extends LockFreeTableHelpStress {
        public InTwoSteps() {
            super(SplitSteps::new);
        }

        @Actor
        @Override
        public void first(IIII_Result r) {
            super.first(r);
        }

        @Actor
        @Override
        public void second(IIII_Result r) {
            super.second(r);
        }

        @Arbiter
        @Override
        public void after(IIII_Result r) {
            super.after(r);
        }
    }

    /// Takes an addition that it finds begun for done, and takes its time before its own is done.
    private static final class DoneAlready extends BrokenRegion {
        private static final long NEXT_VERSION = 1L << Integer.SIZE;

        private boolean found;

        DoneAlready(Region shared) {
            super(shared);
        }

        @Override
        public long getAcquire(long offset) {
            long word = super.getAcquire(offset);
            if (offset == AT.adding(0)) {
                found = word != 0;
                return word;
            }
            boolean first = found; // H1 of A2
            found = false;
            return first ? word + NEXT_VERSION : word;
        }

        @Override
        public boolean compareAndSet(long offset, long expected, long value) {
            boolean set = super.compareAndSet(offset, expected, value);
            linger();
            return set;
        }
    }
}
