// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.loadboard;

import dev.duality.shm.SplitMix64;

/// The knowledge about hosts, each by the stamp of its record, which says its load.
class IdleBoard implements RecordsDeployment.Board {
    private final long[] stamps;
    private final long busyPercent;

    /// @param busyPercent updates of 100 that say that a host is busy
    IdleBoard(int hosts, long busyPercent) {
        this.stamps = new long[hosts];
        this.busyPercent = busyPercent;
    }

    /// Whether a record says that its host is idle.
    static boolean isIdle(long stamp, long busyPercent) {
        return Long.remainderUnsigned(SplitMix64.of(stamp), 100) >= busyPercent;
    }

    @Override
    public void update(int record, long stamp) {
        stamps[record] = stamp;
    }

    /// The first idle host behind the one that asks, round and round.
    @Override
    public int pick(int client) {
        for (int i = 1; i <= stamps.length; i++) {
            int host = (client + i) % stamps.length;
            if (stamps[host] != 0 && isIdle(stamps[host], busyPercent)) {
                return host;
            }
        }
        return RecordsDeployment.NOBODY;
    }

    @Override
    public long stamp(int record) {
        return stamps[record];
    }
}
