// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.derived;

import dev.duality.messaging.Message;
import dev.duality.simulation.protocol.Deployment;
import dev.duality.simulation.protocol.FaultKind;
import dev.duality.simulation.protocol.Protocol;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Parameter;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Workload;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// The protocol that follows from any specification: owners and callers as on threads, a request and its reply. It
/// trusts the network: what is lost is never asked for again.
public final class PlainProtocol implements Protocol {
    /// The name of this protocol, which every workload has.
    public static final String NAME = "plain";

    static final Parameter<Long> OWNERS =
            Parameter.integer("owners", "nodes that share the state, if it comes apart", "nodes", 1, 1, 1024);
    static final Parameter<Long> WINDOW =
            Parameter.integer("window", "operations a client has under way, a power of two", "", 1, 1, 1 << 15);

    private final Workload workload;

    public PlainProtocol(Workload workload) {
        this.workload = workload;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "a request and its reply, over a network that is trusted; the last nodes own the state";
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(OWNERS, WINDOW);
    }

    @Override
    public int clients(Setting setting, int nodes) {
        return nodes - setting.getInt(OWNERS);
    }

    @Override
    public Set<FaultKind> withstands() {
        return EnumSet.of(FaultKind.PAUSE);
    }

    @Override
    public Deployment deployment(Setting setting, int nodes) {
        int owners = setting.getInt(OWNERS);
        int clients = nodes - owners;
        if (owners > 1 && !workload.partitioned()) {
            throw new BadInput("the state of " + workload.name() + " does not come apart; use owners=1");
        }
        if (workload.tells(setting)) {
            throw new BadInput("workers of %s would tell what to do, but plain answers every operation; use op=add"
                    .formatted(workload.name()));
        }
        int most = Message.MAX_NODES - owners;
        if (clients < 1 || clients > most) {
            throw new BadInput(
                    "nodes is %d, but plain takes %d owners and from 1 to %d clients".formatted(nodes, owners, most));
        }
        Setting report = setting.withOwners(owners).withClients(clients).withWindow(setting.getInt(WINDOW));
        return new PlainDeployment(workload, report);
    }
}
