// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.replication;

import dev.duality.simulation.protocol.Deployment;
import dev.duality.simulation.protocol.Protocol;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Parameter;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Workload;
import dev.duality.workloads.replication.Group;
import java.util.List;

/// The protocol that follows from any specification, and outlives the crash of a node: primary and back-up (Alsberg and
/// Day, "A Principle for Resilient Sharing of Distributed Resources", 1976), with numbered views (Oki and Liskov,
/// "Viewstamped Replication", 1988). Those agree by majorities; here are two replicas, and who is primary is said by a
/// view service, as textbooks have it. The last three nodes are the replicas and the view service, all others are
/// clients.
///
/// An operation takes four messages: the request, the operation for the back-up, its acknowledgement, the reply. What
/// was answered is never lost as long as one of the replicas in the view goes on; when the last copy has crashed, the
/// view service says so, and clients give up.
///
/// A client has one operation under way, as its setting says. With several, those of one client may overtake each other
/// when messages are lost, and some workloads count on their order.
public final class ReplicatedProtocol implements Protocol {
    private static final long MILLISECOND = 1_000_000;

    static final Parameter<Long> PING =
            Parameter.integer("ping", "how often the view service pings", "ms", 100, 5, 10_000);
    static final Parameter<Long> SILENCE =
            Parameter.integer("silence", "pings without an answer that are borne", "pings", 5, 2, 100);

    private final Workload workload;

    public ReplicatedProtocol(Workload workload) {
        this.workload = workload;
    }

    @Override
    public String name() {
        return "replicated";
    }

    @Override
    public String description() {
        return "primary and back-up, numbered views, a view service (Alsberg and Day 1976, Oki and Liskov 1988)";
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(PING, SILENCE);
    }

    @Override
    public int leastNodes() {
        return 2 + Group.REPLICAS;
    }

    @Override
    public int clients(Setting setting, int nodes) {
        return nodes - Group.REPLICAS - 1;
    }

    @Override
    public Deployment deployment(Setting setting, int nodes) {
        Group group = group(setting, nodes);
        return new ReplicatedDeployment(workload, setting(setting, group), group);
    }

    static Setting setting(Setting setting, Group group) {
        return setting.withWorkers(group.clients()).withWindow(group.window());
    }

    static Group group(Setting setting, int nodes) {
        int clients = nodes - Group.REPLICAS - 1;
        if (clients < 1 || clients > Setting.MAX_WORKERS) {
            throw new BadInput("nodes is %d, but replicated takes 2 replicas, a view service and from 1 to %d clients"
                    .formatted(nodes, Setting.MAX_WORKERS));
        }
        long pingNanos = MILLISECOND * setting.get(PING);
        int patience = setting.getInt(SILENCE);
        return Group.watched(clients, setting.window(), pingNanos, patience);
    }
}
