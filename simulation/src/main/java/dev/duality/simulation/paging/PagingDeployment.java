// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.paging;

import dev.duality.messaging.Node;
import dev.duality.simulation.protocol.Deployment;
import java.util.ArrayList;
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
    interface Hosts {
        /// @param boot which life of it this is, from 1
        Node host(PagingPlan plan, int host, PagingChecker checker, int boot);
    }

    private final PagingPlan plan;
    private final Servers servers;
    private final Hosts hosts;
    private final PagingChecker checker;
    private final SwapNode.Disk disk = new SwapNode.Disk();
    private final int[] boots; // of each host
    private final List<Node> nodes = new ArrayList<>();

    PagingDeployment(PagingPlan plan) {
        this(plan, SwapNode::new, PagingHost::new);
    }

    PagingDeployment(PagingPlan plan, Servers servers, Hosts hosts) {
        this.plan = plan;
        this.servers = servers;
        this.hosts = hosts;
        this.checker = new PagingChecker(plan);
        this.boots = new int[plan.hosts()];
        for (int node = 0; node <= plan.hosts(); node++) {
            nodes.add(restarted(node));
        }
    }

    PagingChecker checker() {
        return checker;
    }

    @Override
    public List<Node> nodes() {
        return List.copyOf(nodes);
    }

    /// The server keeps its disk, a host how far its process is; what it had in memory is gone, and with it its swap
    /// files.
    @Override
    public Node restarted(int node) {
        if (node == SwapNode.ADDRESS) {
            return servers.server(disk, plan.service());
        }
        int host = node - 1;
        return hosts.host(plan, host, checker, ++boots[host]);
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
