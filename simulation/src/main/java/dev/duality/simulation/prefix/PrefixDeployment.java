// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.prefix;

import dev.duality.messaging.Node;
import dev.duality.simulation.protocol.Boots;
import dev.duality.simulation.protocol.Deployment;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Servers with their disks, and clients.
final class PrefixDeployment implements Deployment {
    /// Makes a server.
    interface Servers {
        Node server(PrefixProtocol.Plan plan, ServerDisk disk, PrefixChecker checker);
    }

    /// Makes a client.
    interface Clients {
        /// @param boot which life of it this is
        /// @param lookups how many are done
        Node client(PrefixProtocol.Plan plan, int client, PrefixChecker checker, int boot, long lookups);
    }

    private final PrefixProtocol.Plan plan;
    private final Servers servers;
    private final Clients clients;
    private final PrefixChecker checker;
    private final ServerDisk[] disks;
    private final Boots boots;

    PrefixDeployment(PrefixProtocol.Plan plan) {
        this(plan, ServerNode::new, PrefixClient::new);
    }

    PrefixDeployment(PrefixProtocol.Plan plan, Servers servers, Clients clients) {
        this.plan = plan;
        this.servers = servers;
        this.clients = clients;
        this.checker = new PrefixChecker(plan);
        this.disks = new ServerDisk[plan.servers()];
        this.boots = new Boots(plan.servers() + plan.clients(), this::node);
        for (int server = 0; server < disks.length; server++) {
            disks[server] = new ServerDisk(plan.domains());
        }
        for (int domain = 0; domain < plan.domains(); domain++) {
            disks[domain % plan.servers()].take(domain, 0);
        }
    }

    PrefixChecker checker() {
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

    /// A server keeps its domains, a client how far it is.
    private Node node(int node, int boot) {
        if (node < plan.servers()) {
            return servers.server(plan, disks[node], checker);
        }
        int client = node - plan.servers();
        checker.begins(client);
        return clients.client(plan, client, checker, boot, checker.lookups(client));
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
