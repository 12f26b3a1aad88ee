// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads;

import java.util.concurrent.atomic.AtomicIntegerArray;

/// Sees to it that each worker of a kernel asks for its caller once. A second one would number its requests anew, and
/// wait for ever for replies that the first one gets.
///
/// - **Threads:** any.
public final class CallerOnce {
    private final AtomicIntegerArray asked;

    public CallerOnce(Setting setting) {
        asked = new AtomicIntegerArray(setting.workers());
    }

    /// @throws IllegalStateException if the worker has asked before
    public void admit(int worker) {
        if (asked.getAndSet(worker, 1) != 0) {
            throw new IllegalStateException(
                    "worker %d has asked for its caller before; ask once for each worker, and keep it"
                            .formatted(worker));
        }
    }
}
