// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.loadboard;

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
@Outcome(id = "1", expect = ACCEPTABLE, desc = "asked before the second became busy")
@Outcome(id = "0", expect = ACCEPTABLE, desc = "asked when the first had become idle")
@Outcome(expect = FORBIDDEN, desc = "nobody was found, though there was always one that was idle")
public class PaddedSideAskStress { // the first host is busy; it becomes idle, then the second busy; somebody asks
    private static final int HOSTS = 2;

    private final Payload payload = new Payload(0);
    private final Payload other = new Payload(0);
    private final Caller updates;
    private final Caller asks;

    public PaddedSideAskStress() {
        this(UnaryOperator.identity());
    }

    /// @param view of who asks
    PaddedSideAskStress(UnaryOperator<Region> view) {
        Region shared = new HeapRegion(HOSTS * Region.APART);
        updates = PaddedSide.open(PaddedSideStress.setting(), _ -> shared).caller(0);
        asks = PaddedSide.open(PaddedSideStress.setting(), _ -> view.apply(shared))
                .caller(1);
        updates.call(LoadboardWorkload.UPDATE, 1, 0, payload);
    }

    @Actor
    public void update() {
        updates.call(LoadboardWorkload.UPDATE, LoadboardWorkload.IDLE, 0, payload);
        updates.call(LoadboardWorkload.UPDATE, 1, 1, payload);
    }

    @Actor
    public void ask(I_Result r) {
        r.r1 = (int) asks.call(LoadboardWorkload.QUERY, 0, 0, other);
    }

    /// The second look at a word gives what the first one gave, and it takes long from word to word.
    private static final class SeenOnce extends BrokenRegion {
        private static final int TIMES = 8;

        private final long[] seen = new long[HOSTS];
        private int looks;

        SeenOnce(Region shared) {
            super(shared);
        }

        @Override
        public long getVolatile(long offset) {
            int word = (int) (offset / Region.APART);
            if (looks++ < HOSTS) {
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
    @Description("Q2 forgotten: the hosts were busy at different moments")
    public static class AskedInOneRound extends PaddedSideAskStress {
        public AskedInOneRound() {
            super(SeenOnce::new);
        }

        @Actor
        @Override
        public void update() {
            super.update();
        }

        @Actor
        @Override
        public void ask(I_Result r) {
            super.ask(r);
        }
    }
}
