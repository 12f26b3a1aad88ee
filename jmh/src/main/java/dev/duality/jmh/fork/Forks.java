// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.fork;

/// Whoever measures what an order says, in a process of its own.
public interface Forks {
    /// Starts a fork and waits for its end.
    /// @param spare what it may take beside its planned time
    /// @throws InterruptedException if the thread was interrupted, or the fork was told to stop
    Forker.Ended run(ForkOrder order, Spare spare) throws InterruptedException;

    /// The same, each load once.
    /// @throws InterruptedException as above
    default Forker.Ended run(ForkOrder order) throws InterruptedException {
        return run(order, Spare.NONE);
    }
}
