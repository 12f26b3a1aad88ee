// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.duality.shm.Region;
import dev.duality.shm.contract.HeapRegion;
import dev.duality.shm.stress.BrokenRegion;
import java.util.function.UnaryOperator;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// One writes a word and offers its number; the other polls, and reads the word if it got it.
@JCStressTest
@State
@Outcome(id = "-1, 0", expect = ACCEPTABLE, desc = "the poll came first")
@Outcome(id = "3, 9", expect = ACCEPTABLE, desc = "the number came, and the word with it")
@Outcome(expect = FORBIDDEN, desc = "the word was read unwritten")
public class FifoQueueHandOverStress {
    private static final int CELLS = 2;
    private static final long WORD = (FifoQueue.bytes(CELLS) + Region.APART) & -Region.APART;

    private final Region offering;
    private final Region polling;
    private final FifoQueue offers;
    private final FifoQueue polls;

    public FifoQueueHandOverStress() {
        this(UnaryOperator.identity());
    }

    FifoQueueHandOverStress(UnaryOperator<Region> view) {
        offering = new HeapRegion(WORD + Region.APART);
        polling = view.apply(offering);
        offers = new FifoQueue(offering, 0, CELLS);
        polls = new FifoQueue(polling, 0, CELLS);
    }

    @Actor
    public void offerer() {
        offering.setPlain(WORD, 9);
        offers.offer(3);
    }

    @Actor
    public void poller(II_Result r) {
        r.r1 = polls.poll();
        r.r2 = r.r1 < 0 ? 0 : (int) polling.getPlain(WORD);
    }

    @JCStressTest
    @State
    @Description("T2 and T3 not acquires: the word is read before the number is known to be there")
    public static class WordReadEarly extends FifoQueueHandOverStress {
        public WordReadEarly() {
            super(EarlyWord::new);
        }

        @Actor
        @Override
        public void offerer() {
            super.offerer();
        }

        @Actor
        @Override
        public void poller(II_Result r) {
            super.poller(r);
        }
    }

    /// Early loads that a compare-and-set does not put an end to.
    private static final class EarlyWord extends BrokenRegion {
        private long word;

        EarlyWord(Region shared) {
            super(shared);
        }

        @Override
        public long getAcquire(long offset) {
            word = super.getPlain(WORD);
            linger();
            return super.getAcquire(offset);
        }

        @Override
        public long getPlain(long offset) {
            return offset == WORD ? word : super.getPlain(offset);
        }
    }
}
