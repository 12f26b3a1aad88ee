// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.ring;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.duality.messaging.Channel;
import dev.duality.shm.Region;
import dev.duality.shm.contract.HeapRegion;
import dev.duality.shm.stress.EarlyLoads;
import dev.duality.shm.stress.LateStores;
import java.util.function.UnaryOperator;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

@JCStressTest
@State
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "both polls came first")
@Outcome(
        id = {"0, 7", "7, 0"},
        expect = ACCEPTABLE,
        desc = "one poll met the 7")
@Outcome(id = "7, 8", expect = ACCEPTABLE, desc = "both messages, in order")
@Outcome(expect = FORBIDDEN, desc = "a message was lost, repeated, overtaken or seen unwritten")
public class SlotRingStress { // the producer offers 7, then 8; the consumer polls twice
    static final int CAPACITY = 2;

    private final Channel.Sender sender;
    private final Channel.Receiver receiver;

    public SlotRingStress() {
        this(0, UnaryOperator.identity(), UnaryOperator.identity());
    }

    /// @param count how many messages the ring has carried before
    SlotRingStress(long count, UnaryOperator<Region> producer, UnaryOperator<Region> consumer) {
        Region shared = new HeapRegion(SlotRing.bytes(CAPACITY, Sevens.PAYLOAD_BYTES));
        long slotBytes = (shared.bytes() - Region.APART) / CAPACITY;
        for (long n = count; n != count - CAPACITY; n--) {
            shared.setPlain(Region.APART + (n - 1 & CAPACITY - 1) * slotBytes, count == 0 ? 0 : n);
        }
        shared.setPlain(0, count);
        sender = new SlotRing(producer.apply(shared), 0, CAPACITY, Sevens.PAYLOAD_BYTES, false).sender();
        receiver = new SlotRing(consumer.apply(shared), 0, CAPACITY, Sevens.PAYLOAD_BYTES, false).receiver();
    }

    @Actor
    public void producer() {
        Sevens.offer(sender, 7);
        Sevens.offer(sender, 8);
    }

    @Actor
    public void consumer(II_Result r) {
        r.r1 = Sevens.poll(receiver);
        r.r2 = Sevens.poll(receiver);
    }

    @JCStressTest
    @State
    @Description("P3 made plain: the message comes after its stamp")
    public static class ReleaseMadePlain extends SlotRingStress {
        public ReleaseMadePlain() {
            super(0, LateStores::new, UnaryOperator.identity());
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

    @JCStressTest
    @State
    @Description("C1 made plain: the message is read before its stamp")
    public static class AcquireMadePlain extends SlotRingStress {
        public AcquireMadePlain() {
            super(0, UnaryOperator.identity(), EarlyLoads::new);
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
