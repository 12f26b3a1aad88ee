// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// Room for four messages. Two producers count in three times each; then how many came in, and how many more there is
/// room for.
@JCStressTest
@State
@Outcome(id = "4, 0", expect = ACCEPTABLE, desc = "as many as there was room for, and all were counted")
@Outcome(expect = FORBIDDEN, desc = "two producers counted themselves in as one, so that more are held than fit")
public class CreditLimiterStress {
    private static final int CAPACITY = 4;
    private static final int TRIES = 3;

    private final CreditLimiter room;
    private final CreditLimiter.Producer[] producers;
    private final int[] entered = new int[2];

    public CreditLimiterStress() {
        this(2);
    }

    /// @param promised how many producers the room is told of
    CreditLimiterStress(int promised) {
        room = CreditLimiter.of(new ChannelSpec("room", promised, 1, CAPACITY, 0));
        producers = new CreditLimiter.Producer[] {room.producer(), room.producer()};
    }

    private void enter(int producer) {
        int count = 0;
        for (int tries = 0; tries < TRIES; tries++) {
            if (producers[producer].acquire()) { // P1, P2
                count++;
            }
        }
        entered[producer] = count;
    }

    @Actor
    public void one() {
        enter(0);
    }

    @Actor
    public void other() {
        enter(1);
    }

    @Arbiter
    public void after(II_Result r) {
        r.r1 = entered[0] + entered[1];
        while (producers[0].acquire()) {
            r.r2++;
        }
    }

    @JCStressTest
    @State
    @Description("P2 a plain store though there are two producers")
    public static class CountedByStores extends CreditLimiterStress {
        public CountedByStores() {
            super(1);
        }

        @Actor
        @Override
        public void one() {
            super.one();
        }

        @Actor
        @Override
        public void other() {
            super.other();
        }

        @Arbiter
        @Override
        public void after(II_Result r) {
            super.after(r);
        }
    }
}
