// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.lock;

import dev.duality.shm.WaitStrategy;

/// A lock in words of a region, for parties that have numbers. In a measured process one kind is loaded, so that calls
/// to it are inlined.
///
/// - **Threads:** each party one at a time. Not re-entrant.
/// - **Ordering:** what a holder did happens-before the next holder's return from [#lock].
public interface Lock {
    /// Takes the lock, waiting as long as it takes.
    /// @throws WaitStrategy.Interrupted if the calling thread is interrupted while it waits. Of a lock that serves in
    ///     turn nobody gets the turn that it leaves unused: those behind it wait until they are interrupted, too
    void lock(int party);

    /// Gives the lock back. For the party that has it.
    void unlock(int party);

    /// Counts the calls of [#lock] that did not find the lock free at once. Read while no party uses the lock.
    long misses();
}
