// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.floor;

import dev.duality.results.Stalls;
import java.util.Collection;

/// A clock that notes how long it was not read: a thread that reads it all the time learns from it when its core did
/// nothing for it. For one thread, which makes it, so that it lies in that thread's memory.
public final class StallClock extends StallClockWords {
    @SuppressWarnings("unused")
    private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

    /// A clock that is read for the first time now.
    public StallClock() {
        this(System.nanoTime());
    }

    StallClock(long now) {
        last = now;
    }

    /// The time. What has passed since the last reading was this thread's to use.
    public long read() {
        return read(System.nanoTime());
    }

    long read(long now) {
        long gap = now - last;
        last = now;
        watchedNanos += gap;
        long stall =
                Stalls.LEAST_NANOS - gap >> Long.SIZE - 1; // -1 or 0: a branch would be new code at the first stall
        count -= stall;
        stalledNanos += gap & stall;
        longestNanos = Math.max(longestNanos, gap & stall);
        return now;
    }

    /// The time, after a rest that the thread has asked for: what has passed since the last reading is not counted.
    public long readAfterRest() {
        return readAfterRest(System.nanoTime());
    }

    long readAfterRest(long now) {
        last = now;
        return now;
    }

    /// The stalls of several clocks together, after their threads have ended.
    public static Stalls sum(Collection<StallClock> clocks) {
        long watched = 0;
        long count = 0;
        long stalled = 0;
        long longest = 0;
        for (StallClock clock : clocks) {
            watched += clock.watchedNanos;
            count += clock.count;
            stalled += clock.stalledNanos;
            longest = Math.max(longest, clock.longestNanos);
        }
        return new Stalls(Math.max(1, watched) / 1e9, count, stalled / 1e9, longest);
    }
}
