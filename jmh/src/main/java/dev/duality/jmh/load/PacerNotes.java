// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

import dev.duality.jmh.floor.StallClock;
import java.util.Arrays;

/// What one worker of an open loop notes beside its histogram: when it was late to issue, and in which milliseconds of
/// the schedule the slow operations lie. For the worker's thread, which makes it.
final class PacerNotes {
    /// Operations whose intended starts lie within so much share one place, whatever the rate.
    static final long SLOT_NANOS = 1_000_000;

    private static final int LAST_SHARE = 10;

    private final StallClock clock = new StallClock();
    private long[] worst = new long[0]; // the longest latency of each millisecond
    private long start;
    private long lastTenth; // from which intended start on lateness counts
    private long behindNanos = Long.MAX_VALUE;

    /// A schedule begins. The warm-up's are noted like the one that is measured, so that no path of this code is new to
    /// the compilers there.
    /// @param startNanos the first intended start of any worker
    /// @param lengthNanos from there to the end of this worker's schedule, more than 0
    void begin(long startNanos, long lengthNanos) {
        start = startNanos;
        lastTenth = startNanos + lengthNanos - Math.max(1, lengthNanos / LAST_SHARE);
        worst = new long[Math.toIntExact((lengthNanos - 1) / SLOT_NANOS + 1)];
    }

    /// An operation is about to be issued.
    void issues(long due, long now) {
        if (due - lastTenth >= 0) {
            behindNanos = Math.min(behindNanos, Math.max(0, now - due));
        }
    }

    /// An operation has completed.
    /// @param due its intended start
    void completed(long due, long latencyNanos) {
        int slot = (int) ((due - start) / SLOT_NANOS);
        worst[slot] = Math.max(worst[slot], latencyNanos);
    }

    StallClock clock() {
        return clock;
    }

    /// How late operations were issued at the end: the least lateness in the last tenth of the schedule.
    long behindNanos() {
        return behindNanos == Long.MAX_VALUE ? 0 : behindNanos;
    }

    /// The longest latency of each millisecond of the schedule, of all workers together.
    static long[] worst(Iterable<PacerNotes> workers) {
        long[] all = new long[0];
        for (PacerNotes notes : workers) {
            if (notes.worst.length > all.length) {
                all = Arrays.copyOf(all, notes.worst.length);
            }
            for (int slot = 0; slot < notes.worst.length; slot++) {
                all[slot] = Math.max(all[slot], notes.worst[slot]);
            }
        }
        return all;
    }
}
