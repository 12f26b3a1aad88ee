// SPDX-License-Identifier: Apache-2.0
package org.example.ticketlock;

import dev.duality.shm.Region;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.contract.StructureContract;
import dev.duality.shm.history.Model;
import java.util.List;
import java.util.Optional;

/// A lock, and a plain word behind it, which its holder counts up: each call gives the number that it found.
class TicketLockTest implements StructureContract<Long> {
    @Override
    public long bytes(Shape shape) {
        return TicketLock.BYTES + Long.BYTES;
    }

    @Override
    public View<Long> open(Region region, long offset, Shape shape, WaitStrategy[] waits) {
        TicketLock lock = new TicketLock(region, offset, waits);
        return party -> _ -> {
            lock.lock(party);
            long number = region.getPlain(offset + TicketLock.BYTES);
            region.setPlain(offset + TicketLock.BYTES, number + 1);
            lock.unlock();
            return number;
        };
    }

    @Override
    public Model<Long, Long> model(Shape shape) {
        return Model.of(0L, (number, gave) -> gave.equals(number) ? Optional.of(number + 1) : Optional.empty());
    }

    @Override
    public List<Start<Long>> starts(Shape shape) {
        long taken = Long.MAX_VALUE - 5;
        Start.Bytes bytes = (region, offset) -> {
            region.setPlain(offset, taken);
            region.setPlain(offset + Region.APART, taken);
        };
        return List.of(new Start<>("after " + taken, bytes, model(shape)));
    }
}
