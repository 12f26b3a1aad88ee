// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.fork;

/// Whoever measures what an order says, in a process of its own.
public interface Forks {
    /// Starts a fork and waits for its end.
    /// @throws InterruptedException if the thread was interrupted, or the fork was told to stop
    Forker.Ended run(ForkOrder order) throws InterruptedException;
}
