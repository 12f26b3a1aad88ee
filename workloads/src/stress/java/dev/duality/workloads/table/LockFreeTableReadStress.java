// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.table;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.shm.contract.HeapRegion;
import dev.duality.shm.stress.BrokenRegion;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/// A key has a value of ones; one worker gets it, the other puts twos and then threes, which takes the cell of the
/// ones.
@JCStressTest
@State
@Outcome(id = "1", expect = ACCEPTABLE, desc = "the get came first")
@Outcome(id = "2", expect = ACCEPTABLE, desc = "it came in between")
@Outcome(id = "3", expect = ACCEPTABLE, desc = "it came last")
@Outcome(expect = FORBIDDEN, desc = "the bytes of two values were read as one, or the key was missed")
public class LockFreeTableReadStress {
    private static final int VALUE_BYTES = 64;
    private static final Keys KEYS = new Keys(1, 1);
    private static final TableLayout AT = new TableLayout(KEYS, 2, VALUE_BYTES);
    private static final long KEY = 7;

    private final Payload got = new Payload(VALUE_BYTES);
    private final Payload put = new Payload(VALUE_BYTES);
    private final LockFreeTable reading;
    private final LockFreeTable writing;
    private final TableHoldings reader;
    private final TableHoldings writer;

    public LockFreeTableReadStress() {
        this(UnaryOperator.identity());
    }

    LockFreeTableReadStress(UnaryOperator<Region> view) {
        Region shared = new HeapRegion(AT.layout.bytes());
        Region viewed = view.apply(shared);
        reading = new LockFreeTable(viewed, KEYS, AT);
        writing = new LockFreeTable(shared, KEYS, AT);
        reader = new TableHoldings(viewed, AT, 0);
        writer = new TableHoldings(shared, AT, 1);
        put(1);
    }

    private void put(int number) {
        put.length(VALUE_BYTES);
        Arrays.fill(put.bytes(), (byte) number);
        writing.put(writer, KEY, put);
    }

    @Actor
    public void reader(I_Result r) {
        reading.get(reader, KEY, got);
        int number = got.length() == VALUE_BYTES ? got.bytes()[0] : -1;
        for (int i = 0; i < got.length(); i++) {
            number = got.bytes()[i] == number ? number : -2;
        }
        r.r1 = number;
    }

    @Actor
    public void writer() {
        put(2);
        put(3);
    }

    @JCStressTest
    @State
    @Description("S4 before S3: the cell may be filled anew after the slot was looked at")
    public static class LookedTooEarly extends LockFreeTableReadStress {
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

    @JCStressTest
    @State
    @Description("the version left out of S4: the entry is in the same cell again, and that was filled anew")
    public static class VersionForgotten extends LockFreeTableReadStress {
        public VersionForgotten() {
            super(SameCell::new);
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

    /// Stops in the middle of the bytes, and tells what was seen of a slot again, if it is told to.
    private abstract static class TwoLooks extends BrokenRegion {
        private static final int STOP = VALUE_BYTES / 2;

        private long first;
        private boolean looked;
        private int loads;

        TwoLooks(Region shared) {
            super(shared);
        }

        @Override
        public final long getAcquire(long offset) {
            long now = super.getAcquire(offset);
            loads = 0;
            if (looked && isSame(first, now)) {
                return first;
            }
            first = now;
            looked = Slot.isTaken(now);
            return now;
        }

        @Override
        public final long getPlain(long offset) {
            if (++loads == STOP) { // bytes are read one by one here
                linger();
            }
            return super.getPlain(offset);
        }

        abstract boolean isSame(long before, long now);
    }

    /// Looks at a slot for the second time when it does for the first time.
    private static final class EarlyLook extends TwoLooks {
        EarlyLook(Region shared) {
            super(shared);
        }

        @Override
        boolean isSame(long before, long now) {
            return true;
        }
    }

    /// Takes a slot for the same if it has the same cell.
    private static final class SameCell extends TwoLooks {
        SameCell(Region shared) {
            super(shared);
        }

        @Override
        boolean isSame(long before, long now) {
            return Slot.cell(before, 0) == Slot.cell(now, 0);
        }
    }
}
