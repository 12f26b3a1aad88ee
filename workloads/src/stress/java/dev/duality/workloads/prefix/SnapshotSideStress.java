// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.prefix;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.duality.shm.stress.BrokenRegion;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

@JCStressTest
@State
@Outcome(id = "0, 0, 2", expect = ACCEPTABLE, desc = "looked up before the other's move")
@Outcome(id = "0, 1, 2", expect = ACCEPTABLE, desc = "looked up behind it")
@Outcome(id = "1, 1, 2", expect = ACCEPTABLE, desc = "the other moved first")
@Outcome(expect = FORBIDDEN, desc = "a move was lost, or a lookup saw half a table")
public class SnapshotSideStress { // one looks up and moves, the other moves; then how often the domain has moved
    private static final int SERVERS = 1 << 20; // so many that the server says the generation, too

    private final Current current;

    public SnapshotSideStress() {
        this(new Current());
    }

    SnapshotSideStress(Current current) {
        this.current = current;
        current.begin(new DomainTable(new int[1], new long[1], SERVERS));
    }

    /// The generation that a lookup saw, if its server is the one of that generation; -1 if not.
    private int seen() {
        long answer = current.get().answer(0);
        return LookupAnswer.server(answer) == LookupAnswer.generation(answer)
                ? (int) LookupAnswer.generation(answer)
                : -1;
    }

    @Actor
    public void first(III_Result r) {
        long before = current.move(0);
        int now = seen();
        r.r1 = (int) before;
        r.r2 = now - 1;
    }

    @Actor
    public void second() {
        current.move(0);
    }

    @Arbiter
    public void after(III_Result r) {
        r.r3 = seen();
    }

    @JCStressTest
    @State
    @Description("M3 as a load and a store: two moves make one")
    public static class ReplacedInTwoSteps extends SnapshotSideStress {
        public ReplacedInTwoSteps() {
            super(new Current() {
                @Override
                boolean replace(DomainTable seen, DomainTable next) {
                    boolean same = get() == seen;
                    if (same) {
                        BrokenRegion.linger();
                        begin(next);
                    }
                    return same;
                }
            });
        }

        @Actor
        @Override
        public void first(III_Result r) {
            super.first(r);
        }

        @Actor
        @Override
        public void second() {
            super.second();
        }

        @Arbiter
        @Override
        public void after(III_Result r) {
            super.after(r);
        }
    }

    @JCStressTest
    @State
    @Description("M3 no release: a table is seen before all of it is written")
    public static class TableWrittenLate extends SnapshotSideStress {
        public TableWrittenLate() {
            super(new Current() {
                @Override
                boolean replace(DomainTable seen, DomainTable next) {
                    int[] servers = {LookupAnswer.server(seen.answer(0))};
                    boolean set =
                            super.replace(seen, new DomainTable(servers, new long[] {next.generation(0)}, SERVERS));
                    BrokenRegion.linger();
                    servers[0] = LookupAnswer.server(next.answer(0));
                    return set;
                }
            });
        }

        @Actor
        @Override
        public void first(III_Result r) {
            super.first(r);
        }

        @Actor
        @Override
        public void second() {
            super.second();
        }

        @Arbiter
        @Override
        public void after(III_Result r) {
            super.after(r);
        }
    }
}
