// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.lock;

import dev.duality.shm.Region;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.contract.InTurnContract;

class McsLockContractTest implements InTurnContract {
    @Override
    public long lockBytes(int parties) {
        return McsLock.bytes(parties);
    }

    @Override
    public Lock lock(Region region, long offset, WaitStrategy[] waits) {
        return new McsLock(region, offset, waits);
    }
}
