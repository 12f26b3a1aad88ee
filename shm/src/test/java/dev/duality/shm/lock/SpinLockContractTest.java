// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.lock;

import dev.duality.shm.Region;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.Waits;
import dev.duality.shm.contract.LockContract;

class SpinLockContractTest implements LockContract {
    @Override
    public long lockBytes(int parties) {
        return SpinLock.bytes(parties);
    }

    @Override
    public Lock lock(Region region, long offset, WaitStrategy[] waits) {
        return new SpinLock(region, offset, waits);
    }

    /// Most try once before they wait.
    @Override
    public void enter(Lock lock, int party, int draw) {
        if (draw == 0 || !((SpinLock) lock).tryLock()) {
            lock.lock(party);
        }
    }

    @Override
    public int rounds(Waits waiting) {
        return 100_000;
    }
}
