// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads;

import dev.duality.shm.SplitMix64;

/// Work that takes time and nothing else: a word is mixed again and again, each time from what the time before gave. If
/// the last word counts no step can be left out, and no clock is read on the way. Two sides do exactly equal work if
/// they take equally many steps.
public final class BusyWork {
    private BusyWork() {}

    /// Takes so many steps from a word.
    /// @param steps 0 or more
    /// @return where they lead to
    public static long take(long word, long steps) {
        long mixed = word;
        for (long i = 0; i < steps; i++) {
            mixed = SplitMix64.of(mixed);
        }
        return mixed;
    }

    /// The number of steps that take about so many nanoseconds.
    /// @param perMicrosecond how fast this machine is, see [#measurePerMicrosecond]
    public static long ofNanos(long nanos, long perMicrosecond) {
        return Math.multiplyExact(nanos, perMicrosecond) / 1_000;
    }

    /// Works for some milliseconds to see how many steps a microsecond has here: the most in a few tries, since
    /// whatever disturbs a try makes it longer.
    public static long measurePerMicrosecond() {
        long steps = 100_000;
        long word = 0;
        long best = Long.MAX_VALUE;
        for (int tries = 0; tries < 20; tries++) {
            long start = System.nanoTime();
            word = take(word, steps);
            best = Math.min(best, System.nanoTime() - start);
        }
        long perMicrosecond = steps * 1_000 / Math.max(1, best);
        return word == 0 ? 1 : Math.max(1, perMicrosecond); // looks at the word, so that it has to be there
    }
}
