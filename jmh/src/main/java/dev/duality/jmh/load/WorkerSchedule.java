// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

/// The times at which one worker's operations are due.
///
/// @param arrivals of all workers
/// @param worker which one, from 0
/// @param workers how many there are
/// @param count measured operations of each worker
record WorkerSchedule(ArrivalTimes arrivals, int worker, int workers, long count) {
    /// A loop that is not at its end after so many halves of its time is given up; a short one after [#LEAST_NANOS].
    private static final int PATIENCE_HALVES = 3;

    private static final long LEAST_NANOS = 100_000_000;

    /// The time at which an operation is due, in nanoseconds from the start.
    /// @param number of this worker, from 0
    long due(long number) {
        return arrivals.at(number * workers + worker);
    }

    /// The length of the schedule of all workers, in nanoseconds.
    long lengthNanos() {
        return arrivals.length(count * workers);
    }

    /// From the start on, how long the loop may take: a substrate that keeps up is at its end after [#lengthNanos()],
    /// and one that is later than half of it has missed the rate, whatever follows.
    long patienceNanos() {
        return Math.max(lengthNanos() / 2 * PATIENCE_HALVES, lengthNanos() + LEAST_NANOS);
    }

    /// The same with all operations due at the start.
    WorkerSchedule atOnce() {
        return new WorkerSchedule(ArrivalTimes.atOnce(), worker, workers, count);
    }
}
