// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.lock;

import dev.duality.shm.Region;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.contract.InTurnContract;

class BakeryLockContractTest implements InTurnContract {
    @Override
    public long lockBytes(int parties) {
        return BakeryLock.bytes(parties);
    }

    @Override
    public Lock lock(Region region, long offset, WaitStrategy[] waits) {
        return new BakeryLock(region, offset, waits);
    }
}
