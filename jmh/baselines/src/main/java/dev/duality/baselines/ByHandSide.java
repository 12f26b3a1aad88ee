// SPDX-License-Identifier: Apache-2.0
package dev.duality.baselines;

import dev.duality.jmh.plan.RivalNames;
import dev.duality.messaging.Contract;
import dev.duality.shm.WaitStrategy;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/// A workload over a queue that is driven by hand: no nodes, no ports, no host.
///
/// @param baseline which queue
/// @param answered whether each payload is answered before the next one is sent; else only one of many senders waits,
///     for room
/// @param opening opens it with a setting that is not refused
record ByHandSide(Baseline baseline, boolean answered, BiFunction<Baseline, Setting, Kernel> opening) implements Side {
    @Override
    public String substrate() {
        return RivalNames.BY_HAND + baseline.label();
    }

    @Override
    public String description() {
        return baseline.description();
    }

    @Override
    public Contract contract() {
        return baseline.contract();
    }

    @Override
    public Optional<String> rejects(Setting setting) {
        if (setting.window() > 1) {
            return Optional.of(substrate() + " has no window; use a window of 1");
        }
        if (!waits().contains(setting.waiting().kind()) || !setting.waiting().isUsual()) {
            return Optional.of("%s waits by %s only"
                    .formatted(substrate(), baseline.waits().kind().label()));
        }
        int most = answered ? 1 : baseline.senders();
        return setting.workers() > most
                ? Optional.of("%s has %d worker%s at most, not %d"
                        .formatted(substrate(), most, most == 1 ? "" : "s", setting.workers()))
                : Optional.empty();
    }

    @Override
    public Set<WaitStrategy.Kind> waits() {
        return EnumSet.of(baseline.waits().kind());
    }

    @Override
    public int servers(Setting setting) {
        return 1;
    }

    /// Many payloads one way may share a line.
    @Override
    public int lineTransfers() {
        return answered ? 2 : 0;
    }

    @Override
    public Kernel open(Setting setting) {
        return opening.apply(baseline, setting);
    }
}
