// SPDX-License-Identifier: Apache-2.0
package org.example.weakening;

import dev.duality.shm.Region;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.history.Model;
import dev.duality.shm.structure.Structure;
import java.util.Optional;

/// The spin lock, and a number behind it which its holder counts up: each call gives the number that it found.
/// `verify --memory weak --structure spin-tally` explores it.
public class SpinTally implements Structure<Long> {
    private static final long NUMBER = Region.APART; // behind the lock's line

    @Override
    public long bytes(Shape shape) {
        return NUMBER + Long.BYTES;
    }

    /// @throws IllegalArgumentException if the offset is not 0, where the lock lies
    @Override
    public View<Long> open(Region region, long offset, Shape shape, WaitStrategy[] waits) {
        if (offset != 0) {
            throw new IllegalArgumentException("the lock lies at 0, not at " + offset);
        }
        SpinLock lock = lock(region);
        return party -> _ -> {
            for (int attempt = 0; !lock.tryLock(); attempt++) {
                waits[party].idle(attempt);
            }
            long number = region.getPlain(NUMBER);
            region.setPlain(NUMBER, number + 1);
            lock.unlock();
            for (WaitStrategy wait : waits) {
                wait.signal();
            }
            return number;
        };
    }

    SpinLock lock(Region region) {
        return new SpinLock(region);
    }

    @Override
    public Model<Long, Long> model(Shape shape) {
        return Model.of(0L, (number, gave) -> gave.equals(number) ? Optional.of(number + 1) : Optional.empty());
    }
}
