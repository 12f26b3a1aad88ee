// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.recovery;

import dev.duality.messaging.Node;
import dev.duality.shm.SplitMix64;
import dev.duality.simulation.protocol.Cast;
import dev.duality.simulation.recovery.RecoveryProtocol.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Clients, their server, its disk, and the onlooker.
class RecoveryCast implements Cast {
    private final Plan plan;
    private final Disk disk;
    private final Onlooker onlooker;
    private final int[] boots;
    private final List<Node> nodes = new ArrayList<>();

    RecoveryCast(Plan plan) {
        this.plan = plan;
        this.disk = new Disk(plan.files());
        this.onlooker = new Onlooker(plan);
        this.boots = new int[plan.clients()];
    }

    FileServer server(Disk kept, Onlooker looks) {
        return new FileServer(plan, kept, looks);
    }

    FileClient client(int self, int boot, Onlooker looks) {
        return new FileClient(self, plan, boot, looks);
    }

    @Override
    public List<Node> nodes() {
        if (nodes.isEmpty()) {
            for (int node = 0; node <= plan.clients(); node++) {
                nodes.add(restarted(node));
            }
        }
        return List.copyOf(nodes);
    }

    @Override
    public Node restarted(int node) {
        return node == plan.server() ? server(disk, onlooker) : client(node, ++boots[node], onlooker);
    }

    Onlooker onlooker() {
        return onlooker;
    }

    @Override
    public boolean finished() {
        return onlooker.finished();
    }

    @Override
    public Optional<String> violation() {
        return onlooker.violation();
    }

    @Override
    public Optional<String> violationAtEnd() {
        return onlooker.violationAtEnd();
    }

    /// That all is done. Who came first to a file is a matter of time, and so the host's.
    @Override
    public long digest() {
        return SplitMix64.of(plan.files(), finished() ? 1 : 0);
    }

    @Override
    public Map<String, Long> counts() {
        return onlooker.counts();
    }
}
