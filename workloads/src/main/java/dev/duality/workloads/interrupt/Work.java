// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.interrupt;

import dev.duality.interrupts.BottomHalf;
import dev.duality.shm.Payload;
import dev.duality.shm.SplitMix64;
import dev.duality.workloads.BusyWork;

/// A bottom half that reads every line of the payload and then works for so many steps, each of which needs the step
/// before. All of it ends up in the result, so nothing can be left out, and the same interrupts give the same results
/// wherever they are handled.
///
/// @param steps how many steps follow the payload
record Work(long steps) implements BottomHalf {
    Work {
        if (steps < 0) {
            throw new IllegalArgumentException("work is " + steps + " steps, but must be 0 or more");
        }
    }

    @Override
    public long handle(int device, long digest, long cause, Payload payload) {
        return BusyWork.take(SplitMix64.of(digest, cause ^ payload.checksum()), steps);
    }
}
