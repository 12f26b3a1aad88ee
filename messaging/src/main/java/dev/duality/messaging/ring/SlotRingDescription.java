// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.ring;

import dev.duality.messaging.Channel;
import dev.duality.messaging.Message;
import dev.duality.shm.Region;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.history.Model;
import dev.duality.shm.structure.Structure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// The ring as a structure that a kit can test and weak memory explore, full as well as empty: the first party offers
/// 0, 1, 2 and so on, the second polls one message at a time. `verify --memory weak --structure slot-ring` explores it.
public class SlotRingDescription implements Structure<SlotRingDescription.Step> {
    private static final long NOTHING = -1;
    private static final long TORN = -2;

    /// A call and its answer.
    public sealed interface Step {
        /// @param taken whether there was room
        record Offered(long number, boolean taken) implements Step {}

        /// @param gave -1 if there was nothing, -2 if parts of the message were another's
        record Polled(long gave) implements Step {}
    }

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
    public View<Step> open(Region region, long offset, Shape shape, WaitStrategy[] waits) {
        SlotRing ring = new SlotRing(region, offset, shape.capacity(), shape.payloadBytes(), false);
        int bytes = shape.payloadBytes();
        return party -> party == 0 ? offers(ring.sender(), bytes) : polls(ring.receiver(), bytes);
    }

    private static Party<Step> offers(Channel.Sender sender, int bytes) {
        long[] next = {0};
        return _ -> {
            long number = next[0]++;
            Message message = sender.message().set((int) number & Message.MAX_KIND, number, ~number, -number);
            message.payload().stamp(number, bytes);
            return new Step.Offered(number, sender.offer());
        };
    }

    private static Party<Step> polls(Channel.Receiver receiver, int bytes) {
        return new Party<>() {
            @Override
            public Step call(RandomGenerator random) {
                long[] gave = {NOTHING};
                receiver.poll(message -> gave[0] = number(message, bytes), 1);
                return new Step.Polled(gave[0]);
            }

            @Override
            public List<Step> rest() {
                List<Step> rest = new ArrayList<>();
                while (receiver.poll(message -> rest.add(new Step.Polled(number(message, bytes))), 3) > 0) {}
                rest.add(new Step.Polled(NOTHING));
                return rest;
            }
        };
    }

    /// @return the message's number, or [#TORN]
    private static long number(Message message, int bytes) {
        long number = message.sequence();
        boolean isWhole = message.kind() == ((int) number & Message.MAX_KIND)
                && message.a() == ~number
                && message.b() == -number
                && message.payload().length() == bytes
                && message.payload().stamp() == (bytes < Long.BYTES ? number & (1L << Byte.SIZE * bytes) - 1 : number);
        return isWhole ? number : TORN;
    }

    @Override
    public Model<List<Long>, Step> model(Shape shape) {
        return Model.of(List.of(), (numbers, step) -> switch (step) {
            case Step.Offered(_, boolean taken)
            when !taken -> Optional.of(numbers).filter(_ -> numbers.size() == shape.capacity());
            case Step.Offered(long number, _) ->
                Optional.of(Stream.concat(numbers.stream(), Stream.of(number)).toList())
                        .filter(_ -> numbers.size() < shape.capacity());
            case Step.Polled(long gave)
            when gave == NOTHING -> Optional.of(numbers).filter(List::isEmpty);
            case Step.Polled(long gave) ->
                Optional.of(numbers)
                        .filter(_ -> !numbers.isEmpty() && numbers.getFirst() == gave)
                        .map(_ -> numbers.subList(1, numbers.size()));
        });
    }

    @Override
    public List<Start<Step>> starts(Shape shape) {
        return LongStream.of((1L << 31) - 5, (1L << 32) - 5, Long.MAX_VALUE - 5, -5)
                .mapToObj(carried -> new Start<>(
                        carried + " messages",
                        (region, offset) -> region.setPlain(offset, carried), // the word `taken`: where both ends begin
                        model(shape)))
                .toList();
    }
}
