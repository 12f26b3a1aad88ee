// SPDX-License-Identifier: Apache-2.0
package dev.duality.baselines;

import dev.duality.shm.Payload;
import dev.duality.workloads.Specification;

/// The sequential form of both workloads: each worker's payloads have the numbers 1, 2, 3 and so on, and the state is
/// what all numbers add up to that have arrived.
final class ArrivedNumbers implements Specification {
    /// Sends the worker's next payload, and gives `a` back; `b` is the worker.
    static final int SEND = 0;

    private final long[] last;
    private long sum;

    /// @param workers how many send
    ArrivedNumbers(int workers) {
        last = new long[workers];
    }

    static void require(int kind) {
        if (kind != SEND) {
            throw new IllegalArgumentException("a payload can be sent, and there is no operation " + kind);
        }
    }

    /// The payload comes back as it went.
    @Override
    public long apply(int kind, long a, long worker, Payload payload) {
        require(kind);
        sum += ++last[(int) worker];
        return a;
    }

    @Override
    public long digest() {
        return sum;
    }
}
