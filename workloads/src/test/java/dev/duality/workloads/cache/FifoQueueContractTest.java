// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.duality.shm.Region;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.contract.HeapRegion;
import dev.duality.shm.contract.StructureContract;
import dev.duality.shm.history.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// All parties offer and poll.
class FifoQueueContractTest implements StructureContract<FifoQueueContractTest.Step> {
    sealed interface Step {
        record Offered(int number, boolean taken) implements Step {}

        record Polled(int gave) implements Step {}
    }

    private record Queue(int cells) implements Model<List<Integer>, Step> {
        @Override
        public List<Integer> first() {
            return List.of();
        }

        @Override
        public Optional<List<Integer>> after(List<Integer> numbers, Step step) {
            return switch (step) {
                case Step.Offered(_, boolean taken)
                when !taken -> Optional.of(numbers).filter(_ -> numbers.size() == cells);
                case Step.Offered(int number, _) ->
                    Optional.of(Stream.concat(numbers.stream(), Stream.of(number))
                                    .toList())
                            .filter(_ -> numbers.size() < cells);
                case Step.Polled(int gave)
                when gave == -1 -> Optional.of(numbers).filter(List::isEmpty);
                case Step.Polled(int gave) ->
                    Optional.of(numbers)
                            .filter(_ -> !numbers.isEmpty() && numbers.getFirst() == gave)
                            .map(_ -> numbers.subList(1, numbers.size()));
            };
        }
    }

    private static int cells(Shape shape) {
        return FifoQueue.cells(shape.capacity());
    }

    @Override
    public long bytes(Shape shape) {
        return FifoQueue.bytes(cells(shape));
    }

    @Override
    public boolean hasCapacity() {
        return true;
    }

    @Override
    public boolean waits() {
        return false;
    }

    @Override
    public View<Step> open(Region region, long offset, Shape shape, WaitStrategy[] waits) {
        FifoQueue queue = new FifoQueue(region, offset, cells(shape));
        return party -> new Party<>() {
            private int next = party * 1_000;

            @Override
            public Step call(RandomGenerator random) {
                if (random.nextBoolean()) {
                    return new Step.Offered(next, queue.offer(next++));
                }
                return new Step.Polled(queue.poll());
            }

            @Override
            public List<Step> rest() {
                List<Step> rest = new ArrayList<>();
                do {
                    rest.add(new Step.Polled(queue.poll()));
                } while (!rest.getLast().equals(new Step.Polled(-1)));
                return rest;
            }
        };
    }

    @Override
    public Model<List<Integer>, Step> model(Shape shape) {
        return new Queue(cells(shape));
    }

    /// States and positions run over.
    @Override
    public List<Start<Step>> starts(Shape shape) {
        int cells = cells(shape);
        return LongStream.of((1L << 31) - 5, (1L << 32) - 5, (long) cells << 31, Long.MAX_VALUE - 5, -5)
                .mapToObj(carried -> new Start<>(
                        carried + " numbers",
                        (region, offset) -> {
                            region.setPlain(offset, carried); // head
                            region.setPlain(offset + Region.APART, carried); // tail
                            for (long position = carried; position - carried < cells; position++) {
                                long attempt = Long.divideUnsigned(position, cells);
                                region.setPlain(
                                        offset
                                                + 2 * Region.APART
                                                + Long.remainderUnsigned(position, cells) * Long.BYTES,
                                        2 * attempt << 32);
                            }
                        },
                        model(shape)))
                .toList();
    }

    @Test
    void aQueueHasAsManyCellsAsItNeedsAndAPowerOfTwo() {
        assertEquals(2, FifoQueue.cells(1));
        assertEquals(2, FifoQueue.cells(2));
        assertEquals(4, FifoQueue.cells(3));
        assertEquals(1024, FifoQueue.cells(1024));
        assertEquals(2048, FifoQueue.cells(1025));
    }

    @Test
    void aNumberOfCellsThatIsNoPowerOfTwoIsRefused() {
        Region region = new HeapRegion(4096);

        assertThrows(IllegalArgumentException.class, () -> new FifoQueue(region, 0, 3));
    }
}
