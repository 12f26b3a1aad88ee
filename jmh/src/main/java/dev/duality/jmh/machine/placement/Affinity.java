// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.machine.placement;

import dev.duality.jmh.machine.LinuxCalls;
import dev.duality.jmh.machine.NativeCalls;
import java.util.List;
import java.util.OptionalInt;

/// The CPUs that threads may use, and the means to bind one to a CPU. Safe from any thread; never fails with an
/// exception.
public sealed interface Affinity permits LinuxAffinity, NoAffinity {
    /// The affinity that this machine and this JVM allow. Call it before the first thread is pinned.
    static Affinity ofThisMachine() {
        return switch (NativeCalls.find()) {
            case LinuxCalls calls -> LinuxAffinity.of(calls);
            case NativeCalls.None(String reason) -> new NoAffinity(reason);
        };
    }

    /// The CPUs that this process may use, ascending; empty where the system does not say.
    List<Integer> allowed();

    /// Binds the calling thread to one CPU. Threads that it starts afterwards inherit that, so pin in the thread that
    /// does the work, and not in the one that starts the others.
    /// @param cpu a CPU of [#allowed()], 0 or more
    /// @throws IllegalArgumentException if `cpu` is negative
    Pinning pin(int cpu);

    /// Gives the calling thread back all the CPUs of [#allowed()]; does nothing where nothing can be pinned.
    void release();

    /// The CPU that the calling thread runs on at this moment; empty where the system does not say.
    OptionalInt current();
}
