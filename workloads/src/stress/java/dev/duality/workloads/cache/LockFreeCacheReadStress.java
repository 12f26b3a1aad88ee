// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.shm.contract.HeapRegion;
import dev.duality.shm.stress.BrokenRegion;
import java.util.function.UnaryOperator;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/// A block holds 1; one worker reads it, the other writes 2 and then 3, which takes the frame of the 1.
@JCStressTest
@State
@Outcome(id = "1", expect = ACCEPTABLE, desc = "the read came first")
@Outcome(id = "2", expect = ACCEPTABLE, desc = "it came in between")
@Outcome(id = "3", expect = ACCEPTABLE, desc = "it came last")
@Outcome(expect = FORBIDDEN, desc = "the bytes of two writes were read as one")
public class LockFreeCacheReadStress {
    private static final int PAYLOAD_BYTES = 2 * Region.LINE;

    private final Payload read = new Payload(PAYLOAD_BYTES);
    private final Payload written = new Payload(PAYLOAD_BYTES);
    private final LockFreeCache reading;
    private final LockFreeCache writing;
    private final Holdings reader;
    private final Holdings writer;

    public LockFreeCacheReadStress() {
        this(UnaryOperator.identity());
    }

    LockFreeCacheReadStress(UnaryOperator<Region> view) {
        Geometry at = new Geometry(1, 4, 2, PAYLOAD_BYTES);
        Region shared = new HeapRegion(at.layout.bytes());
        Region viewed = view.apply(shared);
        reading = new LockFreeCache(viewed, at);
        writing = new LockFreeCache(shared, at);
        reader = new Holdings(viewed, at, 0);
        writer = new Holdings(shared, at, 1);
        write(1);
    }

    private void write(int stamp) {
        written.stamp(stamp, PAYLOAD_BYTES);
        writing.write(writer, 0, written);
    }

    @Actor
    public void reader(I_Result r) {
        r.r1 = (int) Stamps.of(reading.read(reader, 0, read));
    }

    @Actor
    public void writer() {
        write(2);
        write(3);
    }

    @JCStressTest
    @State
    @Description("R4 before R2: the frame may be filled anew after the entry was looked at")
    public static class LookedTooEarly extends LockFreeCacheReadStress {
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

    /// Looks at an entry for the second time when it does for the first time, and takes its time in between.
    private static final class EarlyLook extends BrokenRegion {
        private long entry;

        EarlyLook(Region shared) {
            super(shared);
        }

        @Override
        public long getAcquire(long offset) {
            entry = super.getAcquire(offset);
            linger();
            return entry;
        }

        @Override
        public long getOpaque(long offset) {
            return entry;
        }
    }

    @JCStressTest
    @State
    @Description("the tag left out of R4: the block is in the same frame again, and that was filled anew")
    public static class TagForgotten extends LockFreeCacheReadStress {
        public TagForgotten() {
            super(SameFrame::new);
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

    /// Takes an entry for the same if it names the same frame, and stops in the middle of the bytes.
    private static final class SameFrame extends BrokenRegion {
        private long entry;
        private int loads; // since the entry was looked at

        SameFrame(Region shared) {
            super(shared);
        }

        @Override
        public long getAcquire(long offset) {
            entry = super.getAcquire(offset);
            loads = 0;
            return entry;
        }

        @Override
        public long getPlain(long offset) {
            if (++loads == PAYLOAD_BYTES / 2) { // bytes are read one by one here
                linger();
            }
            return super.getPlain(offset);
        }

        @Override
        public long getOpaque(long offset) {
            long now = super.getOpaque(offset);
            return Entry.frame(now) == Entry.frame(entry) ? entry : now;
        }
    }
}
