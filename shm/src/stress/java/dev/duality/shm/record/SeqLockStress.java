// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.record;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.duality.shm.Region;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.contract.HeapRegion;
import dev.duality.shm.stress.BrokenRegion;
import java.util.function.UnaryOperator;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// The writer writes 1 and 1; the reader reads both words, or gives up.
@JCStressTest
@State
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "the reader came first")
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "the writer came first")
@Outcome(id = "-1, -1", expect = ACCEPTABLE, desc = "the writer disturbed the reader until that gave up")
@Outcome(expect = FORBIDDEN, desc = "a word is older or younger than its version")
public class SeqLockStress {
    private static final int LOOKS = 24;

    private final SeqLock writer;
    private final SeqLock reader;
    private final long[] words = new long[2];

    public SeqLockStress() {
        this(UnaryOperator.identity(), UnaryOperator.identity());
    }

    SeqLockStress(UnaryOperator<Region> writers, UnaryOperator<Region> readers) {
        Region shared = new HeapRegion(SeqLock.bytes(2, Long.BYTES));
        WaitStrategy[] waits = WaitStrategy.of(WaitStrategy.Kind.PAUSE, 2);
        writer = new SeqLock(writers.apply(shared), 0, 2, Long.BYTES, waits);
        reader = new SeqLock(readers.apply(shared), 0, 2, Long.BYTES, waits);
    }

    @Actor
    public void writer() {
        writer.begin(0);
        writer.set(0, 1);
        writer.set(1, 1);
        writer.end();
    }

    @Actor
    public void reader(II_Result r) {
        for (int look = 0; look < LOOKS; look++) {
            if (reader.tryRead(words)) {
                r.r1 = (int) words[0];
                r.r2 = (int) words[1];
                return;
            }
            Thread.onSpinWait();
        }
        r.r1 = -1;
        r.r2 = -1;
    }

    /// Forgets that W4 is a release: the last word comes after it.
    private static final class LateWord extends BrokenRegion {
        private long offset;
        private long value;

        LateWord(Region shared) {
            super(shared);
        }

        @Override
        public void setOpaque(long at, long to) {
            if (offset != 0) {
                super.setOpaque(offset, value);
            }
            offset = at;
            value = to;
        }

        @Override
        public void setRelease(long at, long to) {
            super.setRelease(at, to);
            linger();
            super.setOpaque(offset, value);
        }
    }

    /// Forgets W2: the first word comes before the version is odd.
    private static final class EarlyWord extends BrokenRegion {
        EarlyWord(Region shared) {
            super(shared);
        }

        @Override
        public boolean compareAndSet(long at, long expected, long to) {
            super.setOpaque(Region.APART, 1);
            linger();
            return super.compareAndSet(at, expected, to);
        }
    }

    /// Forgets R3: the second look at the version is done with the first.
    private static final class EarlyLook extends BrokenRegion {
        private long seen;

        EarlyLook(Region shared) {
            super(shared);
        }

        @Override
        public long getAcquire(long offset) {
            seen = super.getAcquire(offset);
            return seen;
        }

        @Override
        public long getOpaque(long offset) {
            if (offset == 0) {
                return seen;
            }
            long word = super.getOpaque(offset);
            linger();
            return word;
        }
    }

    /// Forgets that R1 is an acquire: the words are read before it.
    private static final class EarlyWords extends BrokenRegion {
        private final long[] early = new long[2];

        EarlyWords(Region shared) {
            super(shared);
        }

        @Override
        public long getAcquire(long offset) {
            for (int word = 0; word < 2; word++) {
                early[word] = super.getOpaque(Region.APART + word * (long) Long.BYTES);
                linger();
            }
            return super.getAcquire(offset);
        }

        @Override
        public long getOpaque(long offset) {
            return offset == 0 ? super.getOpaque(offset) : early[(int) (offset - Region.APART) / Long.BYTES];
        }
    }

    @JCStressTest
    @State
    @Description("W4 made plain: a word comes after it")
    public static class ReleaseMadePlain extends SeqLockStress {
        public ReleaseMadePlain() {
            super(LateWord::new, UnaryOperator.identity());
        }

        @Actor
        @Override
        public void writer() {
            super.writer();
        }

        @Actor
        @Override
        public void reader(II_Result r) {
            super.reader(r);
        }
    }

    @JCStressTest
    @State
    @Description("W2 forgotten: a word comes before W1")
    public static class WriterFenceForgotten extends SeqLockStress {
        public WriterFenceForgotten() {
            super(EarlyWord::new, UnaryOperator.identity());
        }

        @Actor
        @Override
        public void writer() {
            super.writer();
        }

        @Actor
        @Override
        public void reader(II_Result r) {
            super.reader(r);
        }
    }

    @JCStressTest
    @State
    @Description("R3 forgotten: a word is read after R4")
    public static class ReaderFenceForgotten extends SeqLockStress {
        public ReaderFenceForgotten() {
            super(UnaryOperator.identity(), EarlyLook::new);
        }

        @Actor
        @Override
        public void writer() {
            super.writer();
        }

        @Actor
        @Override
        public void reader(II_Result r) {
            super.reader(r);
        }
    }

    @JCStressTest
    @State
    @Description("R1 made plain: the words are read before it")
    public static class LookMadePlain extends SeqLockStress {
        public LookMadePlain() {
            super(UnaryOperator.identity(), EarlyWords::new);
        }

        @Actor
        @Override
        public void writer() {
            super.writer();
        }

        @Actor
        @Override
        public void reader(II_Result r) {
            super.reader(r);
        }
    }
}
