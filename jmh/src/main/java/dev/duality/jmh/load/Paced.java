// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

/// One worker of an open loop, with the schedule of its arrivals. For the worker's thread, which makes it; what it came
/// to may be asked once that has ended.
sealed interface Paced permits Pacer, QueuedPacer {
    /// Warms up for about so long.
    /// @return how long an operation took where there was no schedule, in nanoseconds
    double warmUp(long millis);

    /// Runs the measured part.
    /// @param start of the schedule of all
    /// @return when the last operation completed
    long run(long start);

    /// The worker's work so far, warm-up included; nothing is under way.
    Done done();

    /// The number of operations of the measured part that completed.
    long measured();

    PacerNotes notes();

    Latency latency();

    /// The time before an operation is due in which it does not sleep any more; 0 if it never sleeps.
    long slackNanos();
}
