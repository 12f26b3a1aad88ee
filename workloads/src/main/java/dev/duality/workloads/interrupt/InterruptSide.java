// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.interrupt;

import dev.duality.interrupts.Arrangement;
import dev.duality.interrupts.Mode;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Values;
import java.util.Optional;

/// The parts that all sides of this workload have in common: what they refuse, and who says when an interrupt is
/// raised.
abstract class InterruptSide implements Side {
    @Override
    public final Optional<String> rejects(Setting setting) {
        if (isTimed(setting) && setting.window() > 1) {
            return Optional.of("source=timerfd raises at its ticks, one by one; use window 1");
        }
        return rejects(setting, InterruptWorkload.mode(setting));
    }

    abstract Optional<String> rejects(Setting setting, Mode mode);

    @Override
    public final Kernel open(Setting setting) {
        Kernel kernel = kernel(setting);
        return isTimed(setting) ? new TimedKernel(kernel, setting) : kernel;
    }

    abstract Kernel kernel(Setting setting);

    private static boolean isTimed(Setting setting) {
        return setting.get(InterruptWorkload.SOURCE).equals("timerfd");
    }

    /// The reason why the devices of a setting cannot be delivered for: more than a controller has lines, or more
    /// interrupts under way than can be deferred, so that some would be dropped.
    static Optional<String> rejectsDevices(Setting setting, Mode mode) {
        if (InterruptWorkload.devices(setting) > Arrangement.MAX_DEVICES) {
            return Optional.of("%d workers have a device each, but there are %d lines; use fewer workers"
                    .formatted(setting.workers(), Arrangement.MAX_DEVICES));
        }
        int deferred = mode == Mode.POOL ? setting.workers() * setting.window() : setting.window();
        boolean defers = mode == Mode.POOL || mode == Mode.POLLING;
        return defers && deferred > Arrangement.RING
                ? Optional.of("%,d interrupts can be under way, but the ring of mode=%s holds %d; lower the window"
                        .formatted(deferred, mode.label(), Arrangement.RING))
                : Optional.empty();
    }

    static Arrangement arrangement(Setting setting) {
        Values values = setting.values();
        String quota = values.get(InterruptWorkload.QUOTA);
        return new Arrangement(
                InterruptWorkload.devices(setting),
                setting.workers(),
                setting.window(),
                setting.payloadBytes(),
                InterruptWorkload.mode(setting),
                quota.equals("none") ? 0 : Integer.parseInt(quota),
                values.getInt(InterruptWorkload.HANDLERS),
                Arrangement.RING,
                values.get(InterruptWorkload.FEEDBACK).equals("on"),
                setting.waiting());
    }
}
