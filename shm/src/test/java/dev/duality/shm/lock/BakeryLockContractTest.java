// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.lock;

import dev.duality.shm.Region;
import dev.duality.shm.Wait;
import dev.duality.shm.contract.StructureContract;
import dev.duality.shm.history.Model;
import java.util.Optional;

/// A lock, and a number that it guards: two plain words, which nobody may see one without the other.
class BakeryLockContractTest implements StructureContract<Long> {
    @Override
    public long bytes(Shape shape) {
        return BakeryLock.bytes(shape.parties()) + 2 * Long.BYTES;
    }

    @Override
    public View<Long> open(Region region, long offset, Shape shape, Wait[] waits) {
        Lock lock = new BakeryLock(region, offset, waits);
        long first = offset + BakeryLock.bytes(shape.parties());
        long copy = first + Long.BYTES;
        return party -> _ -> {
            lock.lock(party);
            long number = region.getPlain(first);
            long other = region.getPlain(copy);
            region.setPlain(first, number + 1);
            if (number % 64 == 0) {
                Thread.yield(); // so that others find the lock held
            }
            region.setPlain(copy, number + 1);
            lock.unlock(party);
            return number == other ? number : -1;
        };
    }

    @Override
    public Model<Long, Long> model(Shape shape) {
        return new Model<>() {
            @Override
            public Long first() {
                return 0L;
            }

            @Override
            public Optional<Long> after(Long number, Long gave) {
                return gave.equals(number) ? Optional.of(number + 1) : Optional.empty();
            }
        };
    }
}
