// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.duality.messaging.Channel;
import dev.duality.messaging.Message;
import dev.duality.shm.Region;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.contract.StructureContract;
import dev.duality.shm.history.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// The first party offers, the second polls.
class SlotRingContractTest implements StructureContract<SlotRingContractTest.Step> {
    sealed interface Step {
        record Offered(long number, boolean taken) implements Step {}

        /// @param gave -1 if there was nothing
        record Polled(long gave) implements Step {}
    }

    private record Queue(int capacity) implements Model<List<Long>, Step> {
        @Override
        public List<Long> first() {
            return List.of();
        }

        @Override
        public Optional<List<Long>> after(List<Long> numbers, Step step) {
            return switch (step) {
                case Step.Offered(_, boolean taken)
                when !taken -> Optional.of(numbers).filter(_ -> numbers.size() == capacity);
                case Step.Offered(long number, _) ->
                    Optional.of(Stream.concat(numbers.stream(), Stream.of(number))
                                    .toList())
                            .filter(_ -> numbers.size() < capacity);
                case Step.Polled(long gave)
                when gave == -1 -> Optional.of(numbers).filter(List::isEmpty);
                case Step.Polled(long gave) ->
                    Optional.of(numbers)
                            .filter(_ -> !numbers.isEmpty() && numbers.getFirst() == gave)
                            .map(_ -> numbers.subList(1, numbers.size()));
            };
        }
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
    public boolean waits() {
        return false;
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
            Message message = sender.message().set((int) number & 0xFF, number, ~number, -number);
            message.payload().stamp(number, bytes);
            return new Step.Offered(number, sender.offer());
        };
    }

    private static Party<Step> polls(Channel.Receiver receiver, int bytes) {
        return new Party<>() {
            @Override
            public Step call(RandomGenerator random) {
                long[] gave = {-1};
                receiver.poll(message -> gave[0] = checked(message, bytes), 1);
                return new Step.Polled(gave[0]);
            }

            @Override
            public List<Step> rest() {
                List<Step> rest = new ArrayList<>();
                while (receiver.poll(message -> rest.add(new Step.Polled(checked(message, bytes))), 3) > 0) {}
                rest.add(new Step.Polled(-1));
                return rest;
            }
        };
    }

    private static long checked(Message message, int bytes) {
        long number = message.sequence();
        assertEquals((int) number & 0xFF, message.kind());
        assertEquals(~number, message.a());
        assertEquals(-number, message.b());
        assertEquals(bytes, message.payload().length());
        assertEquals(
                bytes < Long.BYTES ? number & (1L << 8 * bytes) - 1 : number,
                message.payload().stamp());
        return number;
    }

    @Override
    public Model<List<Long>, Step> model(Shape shape) {
        return new Queue(shape.capacity());
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
