// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.interrupt;

import dev.duality.interrupts.Mode;
import dev.duality.interrupts.pending.PendingInterrupts;
import dev.duality.messaging.Contract;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Setting;
import java.util.Optional;

/// Devices leave interrupts on lines in shared memory and set pending bits; a server takes all bits at once.
final class PendingSide extends InterruptSide {
    @Override
    public String substrate() {
        return "shm:pending";
    }

    @Override
    public String description() {
        return "devices set pending bits, a server takes them all at once; every mode";
    }

    @Override
    public Contract contract() {
        return Contract.SHARED;
    }

    @Override
    Optional<String> rejects(Setting setting, Mode mode) {
        return rejectsDevices(setting, mode);
    }

    @Override
    public int servers(Setting setting) {
        return arrangement(setting).servers();
    }

    @Override
    public int lineTransfers() {
        return 2; // the interrupt there, its answer back; many may share what the pending word moves
    }

    @Override
    Kernel kernel(Setting setting) {
        return new InterruptKernel(
                setting, new PendingInterrupts(arrangement(setting), InterruptWorkload.work(setting)));
    }
}
