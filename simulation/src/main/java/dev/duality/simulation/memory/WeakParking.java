// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.memory;

import dev.duality.shm.Parking;

/// Sleep on weak memory: without an end of its own, so that a sleeper whom nobody wakes is found.
record WeakParking(WeakMachine machine) implements Parking {
    @Override
    public Object current() {
        return machine.running().orElseThrow();
    }

    @Override
    public void park(long nanos) {
        machine.park();
    }

    @Override
    public void unpark(Object sleeper) {
        ((WeakThread) sleeper).permit = true;
    }

    @Override
    public int spins() {
        return 0;
    }
}
