// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.paging;

import dev.duality.messaging.Node;
import dev.duality.simulation.protocol.Boots;
import dev.duality.simulation.protocol.Deployment;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A server with its disk, and hosts.
final class PagingDeployment implements Deployment {
    /// Makes a server.
    interface Servers {
        Node server(SwapNode.Disk disk, PagingPlan.Service service);
    }

    /// Makes a host.
    interface HostMaker {
        /// @param boot which life of it this is, from 1
        Node host(PagingPlan plan, int host, PagingChecker checker, int boot);
    }

    private final PagingPlan plan;
    private final Servers servers;
    private final HostMaker hosts;
    private final PagingChecker checker;
    private final SwapNode.Disk disk = new SwapNode.Disk();
    private final Boots boots;

    PagingDeployment(PagingPlan plan) {
        this(plan, SwapNode::new, PagingHost::new);
    }

    PagingDeployment(PagingPlan plan, Servers servers, HostMaker hosts) {
        this.plan = plan;
        this.servers = servers;
        this.hosts = hosts;
        this.checker = new PagingChecker(plan);
        this.boots = new Boots(1 + plan.hosts(), this::node);
    }

    PagingChecker checker() {
        return checker;
    }

    @Override
    public List<Node> nodes() {
        return boots.nodes();
    }

    @Override
    public Node restarted(int node) {
        return boots.restarted(node);
    }

    /// The server keeps its disk, a host how far its process is; what it had in memory is gone, and with it its swap
    /// files.
    private Node node(int node, int boot) {
        return node == SwapNode.ADDRESS
                ? servers.server(disk, plan.service())
                : hosts.host(plan, node - 1, checker, boot);
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
    public long digest() {
        return checker.digest();
    }

    @Override
    public Map<String, Long> counts() {
        return checker.counts();
    }
}
