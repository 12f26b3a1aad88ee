// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.lock;

import dev.duality.shm.Region;
import dev.duality.shm.Wait;
import dev.duality.shm.contract.StructureContract;
import dev.duality.shm.history.Model;
import java.util.Optional;

/// A lock, and a number that it guards: two plain words, which nobody may see one without the other.
class SpinLockContractTest implements StructureContract<Long> {
    @Override
    public long bytes(Shape shape) {
        return SpinLock.bytes(shape.parties()) + 2 * Long.BYTES;
    }

    @Override
    public View<Long> open(Region region, long offset, Shape shape, Wait[] waits) {
        SpinLock lock = new SpinLock(region, offset, waits);
        long first = offset + SpinLock.bytes(shape.parties());
        long second = first + Long.BYTES;
        return party -> random -> {
            if (random.nextInt(8) != 0 || !lock.tryLock()) {
                lock.lock(party);
            }
            long number = region.getPlain(first);
            long copy = region.getPlain(second);
            region.setPlain(first, number + 1);
            if (number % 64 == 0) {
                Thread.yield(); // so that others find the lock held
            }
            region.setPlain(second, number + 1);
            lock.unlock();
            return number == copy ? number : -1;
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
