// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.derived;

import dev.duality.shm.PollLoop;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Workload;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/// Keeps a state off the lines of everything else. A specification is plain Java, without padding; made beside a
/// kernel's own objects it would lie on the lines that other threads read for each operation, and each of its writes
/// would move them.
final class OnFreshThread {
    private OnFreshThread() {}

    /// Makes a state on a thread that makes nothing else: new objects of different threads lie in different buffers.
    static Specification specification(Workload workload, Setting setting) {
        return allocate("specification of " + workload.name(), () -> workload.specification(setting));
    }

    /// Makes something else that threads write, such as a lock of the JDK, in the same way.
    static <T> T allocate(String what, Supplier<T> making) {
        AtomicReference<T> made = new AtomicReference<>();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread maker = new Thread(() -> made.set(making.get()), what);
        maker.setUncaughtExceptionHandler((_, thrown) -> failure.set(thrown));
        maker.start();
        PollLoop.join(maker);
        if (failure.get() instanceof BadInput slip) {
            throw slip;
        }
        if (failure.get() != null) {
            throw new IllegalStateException("the " + what + " failed: " + failure.get(), failure.get());
        }
        return made.get();
    }
}
