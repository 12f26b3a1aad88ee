// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.lock;

import dev.duality.shm.Region;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.contract.HeapRegion;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;

/// For model checks: a number that is added to in two steps by whoever has the lock.
@Param(name = "party", gen = ThreadIdGen.class)
public abstract class GuardedNumber {
    /// The two, and those before and after them.
    static final int PARTIES = 4;

    private final Region region;
    private final long guarded;
    private final Lock lock;

    /// The way in which a lock is opened at the begin of a region.
    interface Opening {
        Lock open(Region region, long offset, WaitStrategy[] waits);
    }

    /// @param guarded where the number lies: behind the lock
    GuardedNumber(Region region, long guarded, Opening lock) {
        this.region = region;
        this.guarded = guarded;
        this.lock = lock.open(region, 0, WaitStrategy.of(WaitStrategy.Kind.SPIN, PARTIES));
    }

    static Region memory(long guarded) {
        return new HeapRegion(guarded + Region.APART);
    }

    /// For one party at a time of each number.
    @Operation
    public long add(@Param(name = "party") int party) {
        lock.lock(party % PARTIES);
        long value = region.getPlain(guarded) + 1;
        region.setPlain(guarded, value);
        lock.unlock(party % PARTIES);
        return value;
    }
}
