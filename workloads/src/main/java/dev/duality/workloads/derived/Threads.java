// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.derived;

/// Waiting for threads that were told to end.
public final class Threads {
    private Threads() {}

    /// Waits until the thread has ended; an interrupt is kept for the caller and does not cut it short.
    public static void join(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
