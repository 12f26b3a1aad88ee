// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

/// One worker of an open loop, with the schedule of its arrivals. For the worker's thread, which makes it; what it came
/// to may be asked once that has ended.
sealed interface Paced permits Pacer, QueuedPacer {
    /// Warms up for about so long.
    /// @return how long an operation took where there was no schedule, in nanoseconds
    double warmUp(long millis);

    /// What is measured.
    /// @param start of the schedule of all
    /// @return when the last operation completed
    long run(long start);

    /// What the worker has done so far, warm-up included; nothing is under way.
    Done done();

    /// How many operations of the measured part completed.
    long measured();

    PacerNotes notes();

    Latency latency();

    /// How long before an operation is due it does not sleep any more; 0 if it never sleeps.
    long slackNanos();
}
