// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.ring;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.duality.messaging.Channel;
import dev.duality.shm.Region;
import dev.duality.shm.contract.HeapRegion;
import dev.duality.shm.stress.BrokenRegion;
import java.util.function.UnaryOperator;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// The ring is full of a 7; the producer tries to offer 8; the consumer polls once; then what is left.
@JCStressTest
@State
@Outcome(id = "7, 8", expect = ACCEPTABLE, desc = "the 7 made room for the 8")
@Outcome(id = "7, 0", expect = ACCEPTABLE, desc = "the ring stayed full while the producer tried")
@Outcome(expect = FORBIDDEN, desc = "the 7 was overwritten before it was read, or the 8 was lost")
public class SlotRingFullStress {
    private static final int TRIES = 16;

    private final Channel.Sender sender;
    private final Channel.Receiver receiver;

    public SlotRingFullStress() {
        this(UnaryOperator.identity());
    }

    SlotRingFullStress(UnaryOperator<Region> consumer) {
        Region shared = new HeapRegion(SlotRing.bytes(1, Sevens.PAYLOAD_BYTES));
        sender = new SlotRing(shared, 0, 1, Sevens.PAYLOAD_BYTES, false).sender();
        receiver = new SlotRing(consumer.apply(shared), 0, 1, Sevens.PAYLOAD_BYTES, false).receiver();
        Sevens.offer(sender, 7);
    }

    @Actor
    public void producer() {
        for (int tries = 0; tries < TRIES && !Sevens.offer(sender, 8); tries++) {
            Thread.onSpinWait();
        }
    }

    @Actor
    public void consumer(II_Result r) {
        r.r1 = Sevens.poll(receiver);
    }

    @Arbiter
    public void after(II_Result r) {
        r.r2 = Sevens.poll(receiver);
    }

    @JCStressTest
    @State
    @Description("C3 before C2: the slot is given back before it is read")
    public static class TakenTooEarly extends SlotRingFullStress {
        public TakenTooEarly() {
            super(EarlyTaken::new);
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

        @Arbiter
        @Override
        public void after(II_Result r) {
            super.after(r);
        }
    }

    /// Gives a slot back as soon as its stamp is seen.
    private static final class EarlyTaken extends BrokenRegion {
        private static final long TAKEN = 0;

        EarlyTaken(Region shared) {
            super(shared);
        }

        @Override
        public long getAcquire(long offset) {
            long stamp = super.getAcquire(offset);
            if (offset != TAKEN && stamp > getPlain(TAKEN)) {
                setRelease(TAKEN, stamp);
                linger();
            }
            return stamp;
        }
    }
}
