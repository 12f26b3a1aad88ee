// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts.pending;

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

/// The first party offers, and all poll.
class TokenRingContractTest implements StructureContract<TokenRingContractTest.Step> {
    sealed interface Step {
        record Offered(int token, boolean taken) implements Step {}

        record Polled(int gave) implements Step {}
    }

    private record Queue(int capacity) implements Model<List<Integer>, Step> {
        @Override
        public List<Integer> first() {
            return List.of();
        }

        @Override
        public Optional<List<Integer>> after(List<Integer> tokens, Step step) {
            return switch (step) {
                case Step.Offered(_, boolean taken)
                when !taken -> Optional.of(tokens).filter(_ -> tokens.size() == capacity);
                case Step.Offered(int token, _) ->
                    Optional.of(Stream.concat(tokens.stream(), Stream.of(token)).toList())
                            .filter(_ -> tokens.size() < capacity);
                case Step.Polled(int gave)
                when gave == -1 -> Optional.of(tokens).filter(List::isEmpty);
                case Step.Polled(int gave) ->
                    Optional.of(tokens)
                            .filter(_ -> !tokens.isEmpty() && tokens.getFirst() == gave)
                            .map(_ -> tokens.subList(1, tokens.size()));
            };
        }
    }

    @Override
    public long bytes(Shape shape) {
        return TokenRing.bytes(shape.capacity());
    }

    @Override
    public boolean hasCapacity() {
        return true;
    }

    @Override
    public long alignment() {
        return Long.BYTES;
    }

    @Override
    public boolean waits() {
        return false;
    }

    @Override
    public View<Step> open(Region region, long offset, Shape shape, WaitStrategy[] waits) {
        TokenRing ring = new TokenRing(region, offset, shape.capacity());
        return party -> new Party<>() {
            private int next;

            @Override
            public Step call(RandomGenerator random) {
                if (party == 0 && random.nextInt(4) != 0) {
                    return new Step.Offered(next, ring.offer(next++));
                }
                return new Step.Polled(ring.poll());
            }

            @Override
            public List<Step> rest() {
                List<Step> rest = new ArrayList<>();
                do {
                    rest.add(new Step.Polled(ring.poll()));
                } while (!rest.getLast().equals(new Step.Polled(-1)));
                return rest;
            }
        };
    }

    @Override
    public Model<List<Integer>, Step> model(Shape shape) {
        return new Queue(shape.capacity());
    }

    @Override
    public List<Start<Step>> starts(Shape shape) {
        return LongStream.of((1L << 31) - 5, (1L << 32) - 5, Long.MAX_VALUE - 5, -5)
                .mapToObj(carried -> new Start<>(
                        carried + " tokens",
                        (region, offset) -> {
                            region.setPlain(offset, carried); // head
                            region.setPlain(offset + Region.APART, carried); // tail
                        },
                        model(shape)))
                .toList();
    }
}
