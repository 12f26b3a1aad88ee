// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.migration;

import dev.duality.messaging.Node;
import dev.duality.simulation.protocol.Cast;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Hosts, which keep nothing, and the file server with its disk.
final class SpriteCast implements Cast {
    /// Makes a host.
    interface Hosts {
        Node host(SpriteProtocol.Plan plan, int self, Homes homes, Oracle oracle);
    }

    /// Makes what a host knows of the processes whose home it is.
    interface HomesOf {
        Homes homes(SpriteProtocol.Plan plan, int self, long boot, Oracle oracle);
    }

    /// Makes a file server.
    interface Servers {
        ServerNode server(SpriteProtocol.Plan plan, ServerNode.Disk disk);
    }

    private final SpriteProtocol.Plan plan;
    private final Hosts hosts;
    private final HomesOf homes;
    private final Servers servers;
    private final Oracle oracle;
    private final ServerNode.Disk disk = new ServerNode.Disk();
    private final List<Node> nodes = new ArrayList<>();
    private ServerNode server; // in its last life

    SpriteCast(SpriteProtocol.Plan plan) {
        this(plan, HostNode::new, Homes::new, ServerNode::new);
    }

    SpriteCast(SpriteProtocol.Plan plan, Hosts hosts, HomesOf homes, Servers servers) {
        this.plan = plan;
        this.hosts = hosts;
        this.homes = homes;
        this.servers = servers;
        this.oracle = new Oracle(plan.program(), plan.hosts());
        for (int node = 0; node <= plan.hosts(); node++) {
            nodes.add(restarted(node));
        }
    }

    Oracle oracle() {
        return oracle;
    }

    /// How long the server has worked for others, since it last began.
    long servedNanos() {
        return server.busyNanos();
    }

    @Override
    public List<Node> nodes() {
        return List.copyOf(nodes);
    }

    @Override
    public Node restarted(int node) {
        if (node == plan.server()) {
            server = servers.server(plan, disk);
            return server;
        }
        return hosts.host(plan, node, homes.homes(plan, node, oracle.boots(node), oracle), oracle);
    }

    @Override
    public boolean finished() {
        return oracle.finished();
    }

    @Override
    public Optional<String> violation() {
        return oracle.violation();
    }

    @Override
    public Optional<String> violationAtEnd() {
        return oracle.violationAtEnd();
    }

    @Override
    public long digest() {
        return oracle.digest();
    }

    @Override
    public Map<String, Long> counts() {
        return oracle.counts();
    }
}
