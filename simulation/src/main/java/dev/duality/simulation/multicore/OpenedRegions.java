// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.multicore;

import dev.duality.shm.Hardware;
import dev.duality.shm.Region;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.Waiting;

/// A machine that counts the regions which a side asks it for.
final class OpenedRegions implements Hardware {
    private final Hardware machine;
    private int count;

    OpenedRegions(Hardware machine) {
        this.machine = machine;
    }

    int count() {
        return count;
    }

    @Override
    public Region allocate(long bytes) {
        count++;
        return machine.allocate(bytes);
    }

    @Override
    public WaitStrategy wait(Waiting waiting) {
        return machine.wait(waiting);
    }
}
