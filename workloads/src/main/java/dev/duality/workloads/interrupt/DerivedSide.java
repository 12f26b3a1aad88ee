// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.interrupt;

import dev.duality.interrupts.Mode;
import dev.duality.messaging.Contract;
import dev.duality.shm.WaitStrategy;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import java.util.Optional;
import java.util.Set;

/// A side that follows from the specification, which runs both halves at once.
final class DerivedSide extends InterruptSide {
    private final Side derived;

    DerivedSide(Side derived) {
        this.derived = derived;
    }

    /// The reason why a side that runs both halves at once cannot run in another mode.
    static Optional<String> inlineOnly(String substrate, Mode mode) {
        return mode == Mode.INLINE
                ? Optional.empty()
                : Optional.of("%s runs both halves at once, which is mode=inline; for mode=%s use shm:pending"
                        .formatted(substrate, mode.label()));
    }

    @Override
    public String substrate() {
        return derived.substrate();
    }

    @Override
    public String description() {
        return derived.description();
    }

    @Override
    public Contract contract() {
        return derived.contract();
    }

    @Override
    public Optional<String> unavailable() {
        return derived.unavailable();
    }

    @Override
    Optional<String> rejects(Setting setting, Mode mode) {
        return inlineOnly(substrate(), mode).or(() -> derived.rejects(setting));
    }

    @Override
    public Set<WaitStrategy.Kind> waits() {
        return derived.waits();
    }

    @Override
    public int servers(Setting setting) {
        return derived.servers(setting);
    }

    @Override
    public int lineTransfers() {
        return derived.lineTransfers();
    }

    @Override
    public Contract.Reach reach() {
        return derived.reach();
    }

    @Override
    Kernel kernel(Setting setting) {
        return derived.open(setting);
    }
}
