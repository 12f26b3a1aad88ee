// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts;

import dev.duality.shm.Mix;
import dev.duality.shm.Payload;

/// A bottom half that reads every line of the payload and then works for so many steps, each of which needs the step
/// before. All of it ends up in the result, so nothing can be left out, and the same interrupts give the same results
/// wherever they are handled.
///
/// @param steps how many steps follow the payload
public record Work(long steps) implements BottomHalf {
    public Work {
        if (steps < 0) {
            throw new IllegalArgumentException("work is " + steps + " steps, but must be 0 or more");
        }
    }

    /// Work for about so many nanoseconds. Two sides do exactly equal work if they are given equal numbers.
    /// @param stepsPerMicrosecond how fast this machine is, see [#measureStepsPerMicrosecond]
    public static Work ofNanos(long nanos, long stepsPerMicrosecond) {
        return new Work(Math.multiplyExact(nanos, stepsPerMicrosecond) / 1_000);
    }

    /// Works for some milliseconds to see how many steps a microsecond has here: the most in a few tries, since
    /// whatever disturbs a try makes it longer.
    public static long measureStepsPerMicrosecond() {
        long steps = 100_000;
        long result = 0;
        long best = Long.MAX_VALUE;
        for (int tries = 0; tries < 20; tries++) {
            long start = System.nanoTime();
            result = mix(result, steps);
            best = Math.min(best, System.nanoTime() - start);
        }
        long perMicrosecond = steps * 1_000 / Math.max(1, best);
        return result == 0 ? 1 : Math.max(1, perMicrosecond); // looks at the result, so that it has to be there
    }

    @Override
    public long handle(int device, long digest, long cause, Payload payload) {
        return mix(Mix.of(digest, cause ^ payload.checksum()), steps);
    }

    private static long mix(long word, long times) {
        long mixed = word;
        for (long i = 0; i < times; i++) {
            mixed = Mix.of(mixed);
        }
        return mixed;
    }
}
