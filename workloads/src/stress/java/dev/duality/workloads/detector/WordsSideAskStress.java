// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.detector;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.shm.contract.HeapRegion;
import dev.duality.shm.stress.BrokenRegion;
import dev.duality.workloads.Caller;
import java.util.function.UnaryOperator;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

@JCStressTest
@State
@Outcome(id = "3", expect = ACCEPTABLE, desc = "asked before the beats")
@Outcome(id = "2", expect = ACCEPTABLE, desc = "asked between them")
@Outcome(id = "0", expect = ACCEPTABLE, desc = "asked behind them")
@Outcome(expect = FORBIDDEN, desc = "the later beat was seen, and the earlier one not")
public class WordsSideAskStress { // the first process beats, then the second; somebody asks
    private static final int PROCESSES = 2;

    private final Payload payload = new Payload(0);
    private final Payload other = new Payload(0);
    private final Caller beats;
    private final Caller asks;

    public WordsSideAskStress() {
        this(UnaryOperator.identity());
    }

    /// @param view of who asks
    WordsSideAskStress(UnaryOperator<Region> view) {
        Region shared = new HeapRegion(PROCESSES * Region.APART);
        beats = WordsSide.open(WordsSideStress.setting(), _ -> shared).caller(0);
        asks = WordsSide.open(WordsSideStress.setting(), _ -> view.apply(shared))
                .caller(1);
    }

    @Actor
    public void beat() {
        for (int process = 0; process < PROCESSES; process++) {
            beats.call(DetectorWorkload.BEAT, 1, process, payload);
        }
    }

    @Actor
    public void ask(I_Result r) {
        r.r1 = (int) asks.call(DetectorWorkload.ASK, 1, 0, other);
    }

    /// The second look at a word gives what the first one gave, and it takes long from word to word.
    private static final class SeenOnce extends BrokenRegion {
        private static final int TIMES = 8;

        private final long[] seen = new long[PROCESSES];
        private int looks;

        SeenOnce(Region shared) {
            super(shared);
        }

        @Override
        public long getVolatile(long offset) {
            int word = (int) (offset / Region.APART);
            if (looks++ < PROCESSES) {
                seen[word] = super.getVolatile(offset);
                for (int times = 0; times < TIMES; times++) {
                    linger();
                }
            }
            return seen[word];
        }
    }

    @JCStressTest
    @State
    @Description("A2 forgotten: the words are as they were at different moments")
    public static class AskedInOneRound extends WordsSideAskStress {
        public AskedInOneRound() {
            super(SeenOnce::new);
        }

        @Actor
        @Override
        public void beat() {
            super.beat();
        }

        @Actor
        @Override
        public void ask(I_Result r) {
            super.ask(r);
        }
    }
}
