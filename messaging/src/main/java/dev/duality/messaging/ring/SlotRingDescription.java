// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.ring;

import dev.duality.messaging.Channel;
import dev.duality.messaging.Message;
import dev.duality.shm.Region;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.history.Model;
import dev.duality.shm.structure.QueueStep;
import dev.duality.shm.structure.Structure;
import java.util.List;
import java.util.random.RandomGenerator;

/// The ring as a structure that a kit can test and weak memory explore, full as well as empty: the first party offers
/// 0, 1, 2 and so on, the second polls one message at a time. `verify --memory weak --structure slot-ring` explores it.
public class SlotRingDescription implements Structure<QueueStep> {
    /// For the service loader.
    public SlotRingDescription() {}

    @Override
    public String name() {
        return "slot-ring";
    }

    @Override
    public int parties() {
        return 2;
    }

    @Override
    public long bytes(Shape shape) {
        return SlotRing.bytes(shape.capacity(), shape.payloadBytes());
    }

    @Override
    public boolean hasCapacity() {
        return true;
    }

    @Override
    public int longestPayload() {
        return 500;
    }

    @Override
    public View<QueueStep> open(Region region, long offset, Shape shape, WaitStrategy[] waits) {
        SlotRing ring = new SlotRing(region, offset, shape.capacity(), shape.payloadBytes(), false);
        int bytes = shape.payloadBytes();
        return party -> party == 0 ? offers(ring.sender(), bytes) : polls(ring.receiver(), bytes);
    }

    private static Party<QueueStep> offers(Channel.Sender sender, int bytes) {
        long[] next = {0};
        return _ -> {
            long number = next[0]++;
            Message message = sender.message().set((int) number & Message.MAX_KIND, number, ~number, -number);
            message.payload().stamp(number, bytes);
            return new QueueStep.Offered(number, sender.offer());
        };
    }

    private static Party<QueueStep> polls(Channel.Receiver receiver, int bytes) {
        return new Party<>() {
            @Override
            public QueueStep call(RandomGenerator random) {
                return new QueueStep.Polled(poll());
            }

            private long poll() {
                long[] gave = {QueueStep.NOTHING};
                receiver.poll(message -> gave[0] = number(message, bytes), 1);
                return gave[0];
            }

            @Override
            public List<QueueStep> rest() {
                return QueueStep.all(this::poll);
            }
        };
    }

    private static long number(Message message, int bytes) {
        long number = message.sequence();
        boolean isWhole = message.kind() == ((int) number & Message.MAX_KIND)
                && message.a() == ~number
                && message.b() == -number
                && message.payload().length() == bytes
                && message.payload().stamp() == (bytes < Long.BYTES ? number & (1L << Byte.SIZE * bytes) - 1 : number);
        return isWhole ? number : QueueStep.TORN;
    }

    @Override
    public Model<List<Long>, QueueStep> model(Shape shape) {
        return QueueStep.model(shape.capacity());
    }

    @Override
    public List<Start<QueueStep>> starts(Shape shape) {
        return QueueStep.starts(
                shape.capacity(),
                carried -> (region, offset) -> region.setPlain(offset, carried)); // `taken`: where both ends begin
    }
}
