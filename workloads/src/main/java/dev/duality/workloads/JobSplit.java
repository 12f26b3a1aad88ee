// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads;

import dev.duality.shm.SplitMix64;

/// Splits a job evenly.
public final class JobSplit {
    private JobSplit() {}

    /// How much of a job of `total` operations worker `worker` of `workers` does: at least 1, and all shares add up to
    /// the total, if there are as many operations as workers.
    public static long share(long total, int worker, int workers) {
        return Math.max(1, total / workers + (worker < total % workers ? 1 : 0));
    }

    /// What all shares add up to: the total, or one for each worker if there are more of them.
    public static long sum(long total, int workers) {
        return Math.max(total, workers);
    }

    /// Which of several owners has the part of the state with this key, see [Workload#partition].
    public static int owner(int key, int owners) {
        return (int) Long.remainderUnsigned(SplitMix64.of(key), owners);
    }
}
