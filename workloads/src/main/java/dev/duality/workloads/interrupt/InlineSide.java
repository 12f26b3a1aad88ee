// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.interrupt;

import dev.duality.interrupts.Mode;
import dev.duality.interrupts.direct.DirectInterrupts;
import dev.duality.messaging.Contract;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Setting;
import java.util.Optional;

/// No server: whoever raises an interrupt runs both halves, on the device's words in shared memory.
final class InlineSide extends InterruptSide {
    @Override
    public String substrate() {
        return "shm:inline";
    }

    @Override
    public String description() {
        return "no server: whoever raises runs both halves; mode=inline only";
    }

    @Override
    public Contract contract() {
        return Contract.SHARED;
    }

    @Override
    Optional<String> rejects(Setting setting, Mode mode) {
        return DerivedSide.inlineOnly(substrate(), mode).or(() -> rejectsDevices(setting, mode));
    }

    /// A device is its worker's own.
    @Override
    public boolean inPlace(Setting setting) {
        return true;
    }

    @Override
    Kernel kernel(Setting setting) {
        return new InterruptKernel(
                setting, new DirectInterrupts(arrangement(setting), InterruptWorkload.work(setting)));
    }
}
