// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts.pending;

import dev.duality.shm.Region;
import dev.duality.shm.RegionLayout;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.history.Model;
import dev.duality.shm.structure.QueueStep;
import dev.duality.shm.structure.Structure;
import java.util.List;
import java.util.random.RandomGenerator;

/// The ring of tokens as a structure that a kit can test and weak memory explore, full as well as empty: the first
/// party offers, and all poll. Before an offer the first writes its token with a plain store, and whoever polls looks
/// whether that is there. `verify --memory weak --structure token-ring` explores it.
public class TokenRingDescription implements Structure<QueueStep> {
    private static final int FOURTH = 4; // each fourth call of the producer polls

    /// For the service loader.
    public TokenRingDescription() {}

    @Override
    public String name() {
        return "token-ring";
    }

    /// The offset of the word that the producer writes.
    private static long written(Shape shape) {
        return RegionLayout.apart(TokenRing.bytes(shape.capacity()));
    }

    @Override
    public long bytes(Shape shape) {
        return written(shape) + Region.APART;
    }

    @Override
    public boolean hasCapacity() {
        return true;
    }

    @Override
    public View<QueueStep> open(Region region, long offset, Shape shape, WaitStrategy[] waits) {
        TokenRing ring = new TokenRing(region, offset, shape.capacity());
        long written = offset + written(shape);
        return party -> new Party<>() {
            private int next;

            @Override
            public QueueStep call(RandomGenerator random) {
                if (party == 0 && random.nextInt(FOURTH) != 0) {
                    region.setPlain(written, next);
                    return new QueueStep.Offered(next, ring.offer(next++));
                }
                return new QueueStep.Polled(poll());
            }

            private long poll() {
                int token = ring.poll();
                return token < 0 || region.getPlain(written) >= token ? token : QueueStep.TORN;
            }

            @Override
            public List<QueueStep> rest() {
                return QueueStep.all(this::poll);
            }
        };
    }

    @Override
    public Model<List<Long>, QueueStep> model(Shape shape) {
        return QueueStep.model(shape.capacity());
    }

    @Override
    public List<Start<QueueStep>> starts(Shape shape) {
        return QueueStep.starts(shape.capacity(), carried -> (region, offset) -> {
            region.setPlain(offset, carried); // head
            region.setPlain(offset + Region.APART, carried); // tail
        });
    }
}
