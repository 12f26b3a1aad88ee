// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts;

import dev.duality.shm.Mix;
import dev.duality.shm.Payload;
import dev.duality.shm.Steps;

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
    /// @param stepsPerMicrosecond how fast this machine is, see [Steps#measurePerMicrosecond]
    public static Work ofNanos(long nanos, long stepsPerMicrosecond) {
        return new Work(Steps.ofNanos(nanos, stepsPerMicrosecond));
    }

    @Override
    public long handle(int device, long digest, long cause, Payload payload) {
        return Steps.take(Mix.of(digest, cause ^ payload.checksum()), steps);
    }
}
