// SPDX-License-Identifier: Apache-2.0
package org.example.weakening;

import dev.duality.shm.Region;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.history.Model;
import dev.duality.shm.structure.Structure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// A ring from one producer to one consumer; each slot has a stamp, which says whose turn it is. The first party
/// offers 1, 2, 3 and so on, the second polls. `verify --memory weak --structure stamped-ring` explores it.
///
///     producer  P1 acquire stamp, is it 2 x round?       P2 plain value   P3 release stamp = 2 x round + 1
///     consumer  C1 acquire stamp, is it 2 x round + 1?   C2 plain value   C3 release stamp = 2 x round + 2
public class StampedRing implements Structure<StampedRing.Step> {
    /// A call and its answer.
    public sealed interface Step {
        /// @param taken whether there was room
        record Offered(long number, boolean taken) implements Step {}

        /// @param gave 0 if there was nothing
        record Polled(long gave) implements Step {}
    }

    private static final long VALUE = Long.BYTES; // behind the stamp

    @Override
    public int parties() {
        return 2;
    }

    @Override
    public boolean hasCapacity() {
        return true;
    }

    @Override
    public long bytes(Shape shape) {
        return (long) shape.capacity() * Region.APART;
    }

    @Override
    public View<Step> open(Region region, long offset, Shape shape, WaitStrategy[] waits) {
        return party -> party == 0
                ? new Producer(region, offset, shape.capacity())
                : new Consumer(region, offset, shape.capacity());
    }

    /// Says that the value is there.
    void publish(Region region, long stamp, long value) {
        region.setRelease(stamp, value); // P3
    }

    /// An end of the ring; both go round it, one slot after the other.
    private abstract static class End implements Party<Step> {
        final Region region;
        long turns;
        private final long offset;
        private final int capacity;

        End(Region region, long offset, int capacity) {
            this.region = region;
            this.offset = offset;
            this.capacity = capacity;
        }

        final long slot() {
            return offset + turns % capacity * Region.APART;
        }

        /// The stamp of a slot that waits for the producer in this round.
        final long free() {
            return 2 * (turns / capacity);
        }
    }

    private final class Producer extends End {
        Producer(Region region, long offset, int capacity) {
            super(region, offset, capacity);
        }

        @Override
        public Step call(RandomGenerator random) {
            long slot = slot();
            long number = turns + 1;
            if (region.getAcquire(slot) != free()) { // P1
                return new Step.Offered(number, false);
            }
            region.setPlain(slot + VALUE, number); // P2
            publish(region, slot, free() + 1);
            turns = number;
            return new Step.Offered(number, true);
        }
    }

    private static final class Consumer extends End {
        Consumer(Region region, long offset, int capacity) {
            super(region, offset, capacity);
        }

        @Override
        public Step call(RandomGenerator random) {
            return poll();
        }

        private Step.Polled poll() {
            long slot = slot();
            long full = free() + 1;
            if (region.getAcquire(slot) != full) { // C1
                return new Step.Polled(0);
            }
            long value = region.getPlain(slot + VALUE); // C2
            region.setRelease(slot, full + 1); // C3
            turns++;
            return new Step.Polled(value);
        }

        @Override
        public List<Step> rest() {
            List<Step> rest = new ArrayList<>();
            Step.Polled left = poll();
            while (left.gave() != 0) {
                rest.add(left);
                left = poll();
            }
            rest.add(left);
            return rest;
        }
    }

    @Override
    public Model<List<Long>, Step> model(Shape shape) {
        return Model.of(List.of(), (numbers, step) -> switch (step) {
            case Step.Offered(_, boolean taken)
            when !taken -> Optional.of(numbers).filter(_ -> numbers.size() == shape.capacity());
            case Step.Offered(long number, _) -> {
                List<Long> more = new ArrayList<>(numbers);
                more.add(number);
                yield Optional.of(List.copyOf(more)).filter(_ -> numbers.size() < shape.capacity());
            }
            case Step.Polled(long gave) when gave == 0 -> Optional.of(numbers).filter(List::isEmpty);
            case Step.Polled(long gave) ->
                Optional.of(numbers)
                        .filter(_ -> !numbers.isEmpty() && numbers.getFirst() == gave)
                        .map(_ -> numbers.subList(1, numbers.size()));
        });
    }
}
