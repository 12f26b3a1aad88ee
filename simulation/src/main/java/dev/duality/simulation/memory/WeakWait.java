// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.memory;

import dev.duality.shm.WaitStrategy;

/// A way to wait on weak memory: whoever looked in vain looks again when one of the words that it looked at may have
/// changed for it.
final class WeakWait extends WaitStrategy {
    private final WeakMachine machine;

    WeakWait(WeakMachine machine) {
        this.machine = machine;
    }

    @Override
    public void idle(int attempt) {
        machine.idle();
    }
}
