// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.interrupt;

import dev.duality.interrupts.Mode;
import dev.duality.interrupts.queue.QueuedInterrupts;
import dev.duality.messaging.Contract;
import dev.duality.messaging.Transport;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import java.util.Optional;

/// Devices send interrupts. In mode=inline an owner handles what it is sent, as it follows from the specification; in
/// the other modes a controller defers it, or passes it on.
final class InterruptQueueSide extends InterruptSide {
    private final Transport transport;
    private final Side owner;

    /// @param owner the derived side over the same transport
    InterruptQueueSide(Transport transport, Side owner) {
        this.transport = transport;
        this.owner = owner;
    }

    @Override
    public String substrate() {
        return owner.substrate();
    }

    @Override
    public String description() {
        return owner.description();
    }

    @Override
    public Contract contract() {
        return owner.contract();
    }

    @Override
    public Optional<String> unavailable() {
        return owner.unavailable();
    }

    @Override
    Optional<String> rejects(Setting setting, Mode mode) {
        if (mode == Mode.INLINE) {
            return owner.rejects(setting);
        }
        return setting.owners() > 1
                ? Optional.of("owners is %d, but mode=%s says itself who handles; use 1 owner"
                        .formatted(setting.owners(), mode.label()))
                : rejectsDevices(setting, mode).or(() -> QueuedInterrupts.rejects(arrangement(setting), transport));
    }

    @Override
    public int servers(Setting setting) {
        return InterruptWorkload.mode(setting) == Mode.INLINE
                ? owner.servers(setting)
                : arrangement(setting).servers();
    }

    @Override
    public int lineTransfers() {
        return owner.lineTransfers();
    }

    @Override
    Kernel kernel(Setting setting) {
        return InterruptWorkload.mode(setting) == Mode.INLINE
                ? owner.open(setting)
                : new InterruptKernel(
                        setting,
                        new QueuedInterrupts(
                                arrangement(setting), InterruptWorkload.work(setting), transport, setting.options()));
    }
}
