// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.mutex;

import dev.duality.shm.Payload;
import dev.duality.shm.SplitMix64;
import dev.duality.workloads.BusyWork;
import dev.duality.workloads.Specification;

/// The critical section as a sequential object: how many entries there were, and what all their work has led to.
final class TwoWords implements Specification {
    private long entries;
    private long work;

    @Override
    public long apply(int kind, long steps, long b, Payload payload) {
        if (kind != MutexWorkload.ENTER) {
            throw new IllegalArgumentException("a critical section has no operation " + kind);
        }
        long before = entries;
        long worked = worked(before, work, steps);
        entries = before + 1;
        work = worked;
        return before;
    }

    /// The second word's new value: it takes both words as they were, and all the steps.
    static long worked(long entries, long work, long steps) {
        return SplitMix64.of(BusyWork.take(work, steps), entries);
    }

    @Override
    public long digest() {
        return digest(entries, work);
    }

    static long digest(long entries, long work) {
        return SplitMix64.of(SplitMix64.of(entries), work);
    }
}
