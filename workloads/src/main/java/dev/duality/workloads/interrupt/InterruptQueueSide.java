// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.interrupt;

import dev.duality.interrupts.Mode;
import dev.duality.interrupts.queue.QueuedInterrupts;
import dev.duality.messaging.Contract;
import dev.duality.messaging.Transport;
import dev.duality.shm.WaitStrategy;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Placement;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import java.util.Optional;
import java.util.Set;

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
        if (mode == Mode.POOL && setting.placement() != Placement.THREADS) {
            return Optional.of("mode=pool: a device's state is with the handler that had it last, and which that was is"
                    + " known within one process only; use another mode, or leave --placement out");
        }
        return setting.owners() > 1
                ? Optional.of("owners is %d, but mode=%s says itself who handles; use 1 owner"
                        .formatted(setting.owners(), mode.label()))
                : rejectsDevices(setting, mode).or(() -> QueuedInterrupts.rejects(arrangement(setting), transport));
    }

    @Override
    public Set<WaitStrategy.Kind> waits() {
        return owner.waits();
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

    /// Devices, the controller and those that it defers to meet in channels only.
    @Override
    public Contract.Reach reach() {
        return owner.reach();
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
