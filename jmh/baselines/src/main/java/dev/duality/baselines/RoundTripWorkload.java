// SPDX-License-Identifier: Apache-2.0
package dev.duality.baselines;

import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import java.util.List;

/// A payload there and the same back, each waiting for the one before.
public final class RoundTripWorkload extends SendingWorkload {
    @Override
    public String name() {
        return "round-trip";
    }

    @Override
    public String description() {
        return "a payload there and the same back, by the queues of others, too";
    }

    @Override
    public List<Side> sides() {
        List<Side> sides = byHand(true);
        sides.add(new NativeSide(true));
        sides.add(new NativeSide(false));
        return sides;
    }

    @Override
    ReceivingKernel open(Baseline baseline, Setting setting) {
        return new RoundTripKernel(baseline, setting);
    }
}
