// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts.pending;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.duality.shm.Region;
import dev.duality.shm.contract.HeapRegion;
import dev.duality.shm.stress.LateStores;
import java.util.function.UnaryOperator;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// The producer writes, then offers 5 and 6; the consumer polls twice, -1 for none, -9 for not written.
@JCStressTest
@State
@Outcome(id = "-1, -1", expect = ACCEPTABLE, desc = "both polls came first")
@Outcome(
        id = {"-1, 5", "5, -1"},
        expect = ACCEPTABLE,
        desc = "one poll met the 5")
@Outcome(id = "5, 6", expect = ACCEPTABLE, desc = "both tokens, in order")
@Outcome(expect = FORBIDDEN, desc = "a token was lost, repeated, overtaken, or seen without what came before it")
public class TokenRingStress {
    private static final int CAPACITY = 2;
    private static final long WRITTEN = 3 * Region.APART;

    private final Region writing;
    private final Region reading;
    private final TokenRing offering;
    private final TokenRing polling;

    public TokenRingStress() {
        this(UnaryOperator.identity(), UnaryOperator.identity());
    }

    TokenRingStress(UnaryOperator<Region> producer, UnaryOperator<Region> consumer) {
        Region shared = new HeapRegion(WRITTEN + Region.LINE);
        writing = producer.apply(shared);
        reading = consumer.apply(shared);
        offering = new TokenRing(writing, 0, CAPACITY);
        polling = new TokenRing(reading, 0, CAPACITY);
    }

    private int poll() {
        int token = polling.poll();
        return token < 0 || reading.getPlain(WRITTEN) == 1 ? token : -9;
    }

    @Actor
    public void producer() {
        writing.setPlain(WRITTEN, 1);
        offering.offer(5);
        offering.offer(6);
    }

    @Actor
    public void consumer(II_Result r) {
        r.r1 = poll();
        r.r2 = poll();
    }

    @JCStressTest
    @State
    @Description("P3 made plain: what came before the offer comes after it")
    public static class ReleaseMadePlain extends TokenRingStress {
        public ReleaseMadePlain() {
            super(LateStores::new, UnaryOperator.identity());
        }

        @Actor
        @Override
        public void producer() {
            super.producer();
        }

        @Actor
        @Override
        public void consumer(II_Result r) {
            super.consumer(r);
        }
    }
}
