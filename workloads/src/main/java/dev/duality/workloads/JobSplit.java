// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads;

import dev.duality.shm.SplitMix64;

/// Splits a job evenly.
public final class JobSplit {
    private JobSplit() {}

    /// The share of worker `worker` of `workers` in a job of `total` operations: at least 1, and all shares add up to
    /// the total, if there are as many operations as workers.
    public static long share(long total, int worker, int workers) {
        return Math.max(1, total / workers + (worker < total % workers ? 1 : 0));
    }

    /// The sum of all shares: the total, or one for each worker if there are more of them.
    public static long sum(long total, int workers) {
        return Math.max(total, workers);
    }

    /// The owner, of several, that has the part of the state with this key, see [Workload#partition].
    public static int owner(int key, int owners) {
        return (int) Long.remainderUnsigned(SplitMix64.of(key), owners);
    }
}
