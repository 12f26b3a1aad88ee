// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.table;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.shm.contract.HeapRegion;
import dev.duality.shm.stress.BrokenRegion;
import dev.duality.shm.stress.LateStores;
import java.util.function.UnaryOperator;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;

/// Two workers put the same key into an empty table; then it is got, and removed for as long as it is found.
@JCStressTest
@State
@Outcome(id = "1, 0, 2, 1", expect = ACCEPTABLE, desc = "the first worker added it, the second replaced its value")
@Outcome(id = "0, 1, 1, 1", expect = ACCEPTABLE, desc = "the second worker added it, the first replaced its value")
@Outcome(expect = FORBIDDEN, desc = "the key is there twice or not at all, or has a value that nobody put there last")
public class LockFreeTableAddStress {
    private static final int VALUE_BYTES = 8;
    private static final Keys KEYS = new Keys(1, 1);
    private static final TableLayout AT = new TableLayout(KEYS, 2, VALUE_BYTES);
    private static final long KEY = 7;

    private final Payload[] payloads = {new Payload(VALUE_BYTES), new Payload(VALUE_BYTES)};
    private final LockFreeTable[] tables = new LockFreeTable[2];
    private final TableHoldings[] holdings = new TableHoldings[2];

    public LockFreeTableAddStress() {
        this(UnaryOperator.identity());
    }

    LockFreeTableAddStress(UnaryOperator<Region> view) {
        Region shared = new HeapRegion(AT.layout.bytes());
        for (int worker = 0; worker < 2; worker++) {
            Region viewed = view.apply(shared);
            tables[worker] = new LockFreeTable(viewed, KEYS, AT);
            holdings[worker] = new TableHoldings(viewed, AT, worker);
        }
    }

    private int put(int worker) {
        payloads[worker].stamp(worker + 1L, VALUE_BYTES);
        return (int) tables[worker].put(holdings[worker], KEY, payloads[worker]);
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
        r.r3 = (int) tables[0].get(holdings[0], KEY, payloads[0]);
        while (r.r4 < KEYS.slots() && tables[0].remove(holdings[0], KEY) == TableWorkload.REMOVED) {
            r.r4++;
        }
    }

    @JCStressTest
    @State
    @Description("A5 a store: both add the key, each to a slot that it found empty")
    public static class AddingIsAStore extends LockFreeTableAddStress {
        public AddingIsAStore() {
            super(StoredAddition::new);
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
    @Description("A4 and A5 no releases: a key is seen in its slot before it is in its cell, and so is not found")
    public static class CellFilledLate extends LockFreeTableAddStress {
        public CellFilledLate() {
            super(LateCell::new);
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

    /// Forgets to compare what lets one addition in at a time.
    private static final class StoredAddition extends BrokenRegion {
        StoredAddition(Region shared) {
            super(shared);
        }

        @Override
        public boolean compareAndSet(long offset, long expected, long value) {
            if (offset != AT.adding(0)) {
                return super.compareAndSet(offset, expected, value);
            }
            linger();
            setVolatile(offset, value);
            return true;
        }
    }

    /// Holds the key of a cell back until something was made known.
    private static final class LateCell extends BrokenRegion {
        private final Region late;

        LateCell(Region shared) {
            super(shared);
            late = new LateStores(shared);
        }

        @Override
        public void setOpaque(long offset, long value) {
            late.setPlain(offset, value);
        }

        @Override
        public boolean compareAndSet(long offset, long expected, long value) {
            return late.compareAndSet(offset, expected, value);
        }
    }
}
