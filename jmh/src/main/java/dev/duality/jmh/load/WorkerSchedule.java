// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

import java.util.function.LongUnaryOperator;

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

    /// The times at which operations are due in this schedule, and then in another; they never decrease. What chance
    /// put behind the end of this one is due in its last nanosecond.
    /// @param start of this one
    LongUnaryOperator followedBy(WorkerSchedule next, long start) {
        long length = lengthNanos();
        return number ->
                start + (number < count ? Math.min(due(number), length - 1) : length + next.due(number - count));
    }

    /// The same with so many operations of each worker.
    WorkerSchedule of(long operations) {
        return new WorkerSchedule(arrivals, worker, workers, operations);
    }

    /// The same with all operations due at the start.
    WorkerSchedule atOnce() {
        return new WorkerSchedule(ArrivalTimes.atOnce(), worker, workers, count);
    }
}
