// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm;

import dev.duality.shm.contract.HeapRegion;

/// A [ParkWait] that stops where it would sleep, so that a test sees who was forgotten there.
public final class HaltingWait extends WaitStrategy {
    /// The party would sleep now.
    public static final class Asleep extends RuntimeException {
        private static final long serialVersionUID = 1;

        Asleep() {
            super("would sleep", null, false, false);
        }
    }

    private final ParkWait park = new ParkWait(new HeapRegion(Region.LINE), 0, Parking.ofThisMachine());
    private final int spins;
    private boolean said; // that it will sleep

    /// @param spins how often its party looks before it says that it will sleep
    public HaltingWait(int spins) {
        this.spins = spins;
    }

    @Override
    public void idle(int attempt) {
        if (attempt < spins) {
            return;
        }
        if (said && isAsleep()) {
            throw new Asleep();
        }
        said = true;
        park.idle(SPINS);
    }

    @Override
    public void signal() {
        park.signal();
    }

    @Override
    public boolean sleeps() {
        return true;
    }

    /// Whether the party has said that it will sleep, and nobody has woken it since.
    public boolean isAsleep() {
        return park.isAsleep();
    }
}
