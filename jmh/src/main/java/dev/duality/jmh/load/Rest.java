// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/// The sleep of a pacer until shortly before an operation is due, so that a load that is mostly waiting is not a busy
/// core. How much before, the slack, is measured: twice the longest oversleep of [#LOOKS] tries, since a thread that
/// wakes up late makes a latency of its own. Where it oversleeps all the same, the slack grows to that.
///
/// For one thread, which makes it.
final class Rest {
    private static final int LOOKS = 32;
    private static final long LOOK_NANOS = 200_000;
    private static final long LEAST_SLACK_NANOS = 50_000; // Linux wakes threads in steps of so much
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private long slackNanos;
    private long cpuNanos; // that falling asleep and waking up take

    private Rest(long slackNanos, long cpuNanos) {
        this.slackNanos = slackNanos;
        this.cpuNanos = cpuNanos;
    }

    /// Looks how late this thread wakes up, on the core where it is; takes about ten milliseconds.
    static Rest measured() {
        long[] over = new long[LOOKS];
        long cpu = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < LOOKS; i++) {
            long due = System.nanoTime() + LOOK_NANOS;
            LockSupport.parkNanos(LOOK_NANOS);
            over[i] = System.nanoTime() - due;
        }
        long used = THREADS.getCurrentThreadCpuTime() - cpu;
        return of(over, Math.max(0, used / LOOKS));
    }

    /// @param over how late each try woke up; below 0 where it woke early
    /// @param cpuNanos processor time of a try
    static Rest of(long[] over, long cpuNanos) {
        return new Rest(
                Math.max(LEAST_SLACK_NANOS, 2 * Arrays.stream(over).max().orElse(0)), cpuNanos);
    }

    /// The time to sleep where nothing is to be done for so long; 0 for not at all. Less than a slack of sleep is not
    /// worth it.
    long nanos(long untilDue) {
        long sleep = untilDue - slackNanos;
        return sleep > slackNanos ? sleep : 0;
    }

    /// A sleep ended.
    /// @param late how much after the operation was due; below 0 if it was in time
    /// @return whether it was overslept
    boolean woke(long late) {
        if (late <= 0) {
            return false;
        }
        slackNanos = Math.max(slackNanos, 2 * (slackNanos + late)); // it woke a slack and that much late
        return true;
    }

    long slackNanos() {
        return slackNanos;
    }

    long cpuNanos() {
        return cpuNanos;
    }
}
