// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.faulty;

import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.shm.RegionLayout;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.contract.StructureContract;
import dev.duality.shm.history.Model;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A word that parties add to, and a word of each party's own that counts its calls; both with something wrong, or not.
/// Each addition brings bytes, which the counter keeps in its party's place.
class FaultyCounter implements StructureContract<FaultyCounter.Added> {
    /// @param gave the number before
    record Added(long delta, long gave) {}

    private static final int PLACE = 2 * Region.APART;

    /// The words that one party's call works on.
    ///
    /// @param at where the structure begins
    /// @param own where the party's place begins
    record Work(Region region, long at, long own, int party, WaitStrategy waiting) {}

    long stride() {
        return PLACE;
    }

    /// Called when a view is opened.
    void open(Region region, long offset) {
        if (offset != RegionLayout.apart(offset)) {
            throw new IllegalArgumentException("offset " + offset);
        }
    }

    /// @return the number before
    long add(Work work, long delta) {
        return work.region().getAndAdd(work.at(), delta);
    }

    /// Counts a call.
    void count(Work work) {
        work.region().setRelease(work.own(), work.region().getPlain(work.own()) + 1);
    }

    /// Keeps the bytes of a call.
    void keep(Work work, Payload payload) {
        payload.write(work.region(), work.own() + Region.LINE);
    }

    @Override
    public final long bytes(Shape shape) {
        return Region.APART + shape.parties() * stride();
    }

    @Override
    public final int longestPayload() {
        return PLACE - Region.LINE;
    }

    @Override
    public final View<Added> open(Region region, long offset, Shape shape, WaitStrategy[] waits) {
        open(region, offset);
        return party -> {
            Work work = new Work(region, offset, offset + Region.APART + party * stride(), party, waits[party]);
            Payload payload = new Payload(shape.payloadBytes());
            return random -> {
                long delta = random.nextLong(1, 9);
                payload.stamp(delta, shape.payloadBytes());
                count(work);
                keep(work, payload);
                return new Added(delta, add(work, delta));
            };
        };
    }

    /// @param first where it begins
    record Sum(Long first) implements Model<Long, Added> {
        @Override
        public Optional<Long> after(Long sum, Added call) {
            return call.gave() == sum ? Optional.of(sum + call.delta()) : Optional.empty();
        }
    }

    @Override
    public final Model<Long, Added> model(Shape shape) {
        return new Sum(0L);
    }

    @Override
    public final List<Start<Added>> starts(Shape shape) {
        long much = Integer.MAX_VALUE - 50L;
        return List.of(new Start<>("at " + much, (region, offset) -> region.setPlain(offset, much), new Sum(much)));
    }

    @Override
    public final Duration patience() {
        return Duration.ofSeconds(20);
    }
}
