// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.monitor;

/// The token that keeps wake-ups from being lost: a process says that it may sleep before it asks, and a wake-up that
/// comes before it does is kept (Sprite's `Sync_ProcWait`). Whether the answer, the wake-up or the sleep comes first
/// makes no difference.
///
/// A wake-up for an earlier wait may wake the process for nothing; then it asks once more.
class WaitToken {
    private boolean complete;
    private boolean asleep;
    private long races;

    /// The process is about to ask, and may have to sleep: before the question leaves.
    void begin() {
        complete = false;
    }

    /// The server has said that the process must wait. Nothing is lost if a wake-up is here already.
    void mustWait() {}

    /// The process wants to sleep.
    /// @return whether it does; if not, it was woken meanwhile
    boolean sleep() {
        asleep = !complete;
        return asleep;
    }

    /// A wake-up has come.
    /// @return whether the process was asleep
    boolean wake() {
        boolean slept = asleep;
        races += slept ? 0 : 1;
        asleep = false;
        complete = true;
        return slept;
    }

    /// The number of wake-ups that came before the sleep.
    long races() {
        return races;
    }

    @Override
    public final String toString() {
        return (complete ? "C" : "") + (asleep ? "S" : "");
    }
}
