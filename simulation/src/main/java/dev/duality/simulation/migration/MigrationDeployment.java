// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.migration;

import dev.duality.messaging.Node;
import dev.duality.simulation.protocol.Deployment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Hosts, which keep nothing, and the file server with its disk.
final class MigrationDeployment implements Deployment {
    private static final double MILLISECOND = 1e6;

    /// Makes a host.
    interface HostMaker {
        Node host(MigrationProtocol.Plan plan, int self, HomeRegistry homes, MigrationChecker checker);
    }

    /// Makes what a host knows of the processes whose home it is.
    interface HomesOf {
        HomeRegistry homes(MigrationProtocol.Plan plan, int self, long boot, MigrationChecker checker);
    }

    /// Makes a file server.
    interface Servers {
        MigrationServer server(MigrationProtocol.Plan plan, MigrationServer.Disk disk, BoardChecker checker);
    }

    private final MigrationProtocol.Plan plan;
    private final HostMaker hosts;
    private final HomesOf homes;
    private final Servers servers;
    private final MigrationChecker checker;
    private final MigrationServer.Disk disk = new MigrationServer.Disk();
    private final List<Node> nodes = new ArrayList<>();
    private MigrationServer server; // in its last life

    MigrationDeployment(MigrationProtocol.Plan plan) {
        this(plan, HostNode::new, HomeRegistry::new, MigrationServer::new);
    }

    MigrationDeployment(MigrationProtocol.Plan plan, HostMaker hosts, HomesOf homes, Servers servers) {
        this.plan = plan;
        this.hosts = hosts;
        this.homes = homes;
        this.servers = servers;
        this.checker = new MigrationChecker(plan);
        for (int node = 0; node <= plan.hosts(); node++) {
            nodes.add(restarted(node));
        }
    }

    MigrationChecker checker() {
        return checker;
    }

    /// The time for which the server has worked for others, since it last began.
    long servedNanos() {
        return server.busyNanos();
    }

    /// The part of it that went to the file of loads.
    long filingNanos() {
        return server.filingNanos();
    }

    @Override
    public List<Node> nodes() {
        return List.copyOf(nodes);
    }

    @Override
    public Node restarted(int node) {
        if (node == plan.server()) {
            server = servers.server(plan, disk, checker.board());
            return server;
        }
        return hosts.host(plan, node, homes.homes(plan, node, checker.boots(node), checker), checker);
    }

    @Override
    public boolean finished() {
        return checker.finished();
    }

    @Override
    public Optional<String> violation() {
        return checker.violation();
    }

    @Override
    public Optional<String> violationAtEnd() {
        return checker.violationAtEnd();
    }

    @Override
    public long digest() {
        return checker.digest();
    }

    @Override
    public Map<String, Long> counts() {
        Map<String, Long> counts = checker.counts();
        counts.put("ms of the server", Math.round(servedNanos() / MILLISECOND));
        counts.put("ms of it for the board", Math.round(filingNanos() / MILLISECOND));
        return counts;
    }
}
