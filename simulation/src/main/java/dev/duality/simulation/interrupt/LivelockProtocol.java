// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.interrupt;

import dev.duality.simulation.protocol.Deployment;
import dev.duality.simulation.protocol.FaultKind;
import dev.duality.simulation.protocol.Protocol;
import dev.duality.workloads.Parameter;
import dev.duality.workloads.Setting;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Receive livelock: packets come faster than a router can forward them, and it is a question of who may interrupt whom
/// whether it goes on forwarding (Mogul and Ramakrishnan 1996). The last node is the router, all others are sources.
final class LivelockProtocol implements Protocol {
    static final Parameter<Long> RATE =
            Parameter.integer("rate", "packets of all sources together", "1/s", 4_000, 1, 1_000_000);
    static final Parameter<Long> PACKETS =
            Parameter.integer("packets", "how many in all", "packets", 10_000, 1, 1 << 30);

    @Override
    public String name() {
        return "livelock";
    }

    @Override
    public String description() {
        return "packets at a steady rate into a router with one processor (Mogul, Ramakrishnan 1996)";
    }

    @Override
    public List<Parameter<?>> parameters() {
        List<Parameter<?>> all = new ArrayList<>(Router.parameters());
        all.add(RATE);
        all.add(PACKETS);
        return all;
    }

    @Override
    public int payloadBytes(Setting setting, int nodes) {
        return 0;
    }

    @Override
    public Set<FaultKind> withstands() {
        return EnumSet.of(FaultKind.PAUSE);
    }

    @Override
    public Deployment deployment(Setting setting, int nodes) {
        return new LivelockDeployment(
                Router.of(setting), nodes, setting.get(PACKETS), setting.get(RATE), setting.seed());
    }
}
