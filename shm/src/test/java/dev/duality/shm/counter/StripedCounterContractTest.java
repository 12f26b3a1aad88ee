// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.counter;

import dev.duality.shm.Region;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.contract.StructureContract;
import dev.duality.shm.history.Model;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Its sum is read when nobody adds: that it may be one that the counter never had, its contract says.
class StripedCounterContractTest implements StructureContract<StripedCounterContractTest.Step> {
    sealed interface Step {
        record Added(long delta) implements Step {}

        record Sum(long gave) implements Step {}
    }

    private record Sums(Long first) implements Model<Long, Step> {
        @Override
        public Optional<Long> after(Long sum, Step step) {
            return switch (step) {
                case Step.Added(long delta) -> Optional.of(sum + delta);
                case Step.Sum(long gave) -> Optional.of(sum).filter(is -> is == gave);
            };
        }
    }

    @Override
    public long bytes(Shape shape) {
        return StripedCounter.bytes(shape.parties());
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
        StripedCounter counter = new StripedCounter(region, offset, shape.parties());
        return number -> new Party<>() {
            @Override
            public Step call(RandomGenerator random) {
                long delta = random.nextLong(-3, 9);
                counter.add(number, delta);
                return new Step.Added(delta);
            }

            @Override
            public List<Step> rest() {
                return List.of(new Step.Sum(counter.sum()));
            }
        };
    }

    @Override
    public Model<Long, Step> model(Shape shape) {
        return new Sums(0L);
    }

    @Override
    public List<Start<Step>> starts(Shape shape) {
        long most = Long.MAX_VALUE - 20;
        return List.of(new Start<>(
                "at " + most, (region, offset) -> region.setPlain(offset + Region.APART, most), new Sums(most)));
    }
}
