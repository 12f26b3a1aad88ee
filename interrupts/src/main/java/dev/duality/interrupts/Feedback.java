// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts;

/// Feedback from a queue to those who fill it: they stop when it is filled to 75 %, and start again when it has drained
/// to 25 % (Mogul and Ramakrishnan, "Eliminating Receive Livelock in an Interrupt-driven Kernel", USENIX 1996). For one
/// thread.
public final class Feedback {
    private final int stopAt;
    private final int startAt;
    private boolean stopped;

    /// @param capacity how many the queue holds, 1 or more
    public Feedback(int capacity) {
        stopAt = Math.max(1, capacity - capacity / 4);
        startAt = capacity / 4;
    }

    /// Looks at the queue's length.
    /// @return whether those who fill it have to stop
    public boolean stops(int length) {
        if (length >= stopAt) {
            stopped = true;
        } else if (length <= startAt) {
            stopped = false;
        }
        return stopped;
    }
}
