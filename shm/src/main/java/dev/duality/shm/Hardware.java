// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm;

import java.util.Optional;
import java.util.function.Supplier;

/// The source of regions and of ways to wait. Nobody names it in a measured process: then memory is this machine's, and
/// a wait passes its time. A simulated machine stands in for it while something is opened inside [#in], so that the
/// structures themselves run on it as they are; so does memory that several processes share, see [CommonMemory].
///
/// - **Threads:** it is in force for the calling thread, until the supplier has returned. Threads that are started
///   inside do not inherit it.
public interface Hardware {
    /// Memory, all zero.
    /// @param bytes at least 1
    Region allocate(long bytes);

    /// A way to wait for one party.
    /// @throws IllegalArgumentException if this machine cannot wait so
    WaitStrategy wait(Waiting waiting);

    /// Calls the supplier with this hardware in force.
    static <T> T in(Hardware hardware, Supplier<T> supplier) {
        return ScopedValue.where(Scope.HARDWARE, hardware).call(supplier::get);
    }

    /// That which is in force for the calling thread; empty on the machine itself.
    static Optional<Hardware> current() {
        return Scope.HARDWARE.isBound() ? Optional.of(Scope.HARDWARE.get()) : Optional.empty();
    }

    /// Holds what is in force.
    final class Scope {
        private static final ScopedValue<Hardware> HARDWARE = ScopedValue.newInstance();

        private Scope() {}
    }
}
