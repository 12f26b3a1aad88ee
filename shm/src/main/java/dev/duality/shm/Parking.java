// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm;

import java.util.concurrent.locks.LockSupport;

/// A way for a thread of some hardware to sleep, and to be woken. As with [LockSupport], who is woken before it sleeps
/// does not sleep, and neither orders memory.
public interface Parking {
    /// The thread that calls, as [#unpark] wants it.
    Object current();

    /// Sleeps until it is woken, or for another reason, or for none.
    /// @param nanos the longest it may sleep
    void park(long nanos);

    /// Wakes a thread.
    /// @param sleeper what [#current] gave it
    void unpark(Object sleeper);

    /// The number of looks of one who waits before it sleeps.
    int spins();

    /// That of this machine.
    static Parking ofThisMachine() {
        return OfThisMachine.ONLY;
    }

    /// Threads of this machine.
    enum OfThisMachine implements Parking {
        ONLY;

        @Override
        public Object current() {
            return Thread.currentThread();
        }

        @Override
        public void park(long nanos) {
            LockSupport.parkNanos(this, nanos);
        }

        @Override
        public void unpark(Object sleeper) {
            LockSupport.unpark((Thread) sleeper);
        }

        @Override
        public int spins() {
            return WaitStrategy.SPINS;
        }
    }
}
