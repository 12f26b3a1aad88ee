// SPDX-License-Identifier: Apache-2.0
package dev.duality.baselines;

import dev.duality.workloads.Parameter;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import java.util.ArrayList;
import java.util.List;

/// Payloads one way, as many as there is room for; what is counted is sent, and no more than the queue holds has not
/// arrived. A side of messages answers each one, since that is what a call is.
public final class OneWayWorkload extends SendingWorkload {
    static final Parameter<Long> BATCH = Parameter.integer(
            "batch", "how many a receiver by hand takes at once", "payloads", 64, 1, QueueAdapter.CAPACITY);

    @Override
    public String name() {
        return "one-way";
    }

    @Override
    public String description() {
        return "payloads one way, by the queues of others, too; messages of ours are answered";
    }

    @Override
    public List<Parameter<?>> parameters() {
        List<Parameter<?>> parameters = new ArrayList<>(super.parameters());
        parameters.add(BATCH);
        return List.copyOf(parameters);
    }

    @Override
    public List<Side> sides() {
        return byHand(false);
    }

    @Override
    ReceivingKernel open(Baseline baseline, Setting setting) {
        return new OneWayKernel(baseline, setting);
    }
}
