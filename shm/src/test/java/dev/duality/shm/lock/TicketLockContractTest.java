// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.lock;

import dev.duality.shm.Region;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.contract.InTurnContract;
import java.util.List;

class TicketLockContractTest implements InTurnContract {
    @Override
    public long lockBytes(int parties) {
        return TicketLock.bytes(parties);
    }

    @Override
    public Lock lock(Region region, long offset, WaitStrategy[] waits) {
        return new TicketLock(region, offset, waits);
    }

    @Override
    public List<Start<Long>> starts(Shape shape) {
        long taken = Long.MAX_VALUE - 5;
        Start.Bytes bytes = (region, offset) -> {
            region.setPlain(offset, taken);
            region.setPlain(offset + Region.APART, taken);
        };
        return List.of(new Start<>("after " + taken + " tickets", bytes, model(shape)));
    }
}
