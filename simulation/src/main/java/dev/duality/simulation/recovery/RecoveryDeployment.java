// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.recovery;

import dev.duality.messaging.Node;
import dev.duality.shm.SplitMix64;
import dev.duality.simulation.protocol.Deployment;
import dev.duality.simulation.recovery.RecoveryProtocol.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Clients, their server, its disk, and the checker.
class RecoveryDeployment implements Deployment {
    private final Plan plan;
    private final RecoveryDisk disk;
    private final RecoveryChecker checker;
    private final int[] boots;
    private final List<Node> nodes = new ArrayList<>();

    RecoveryDeployment(Plan plan) {
        this.plan = plan;
        this.disk = new RecoveryDisk(plan.files());
        this.checker = new RecoveryChecker(plan);
        this.boots = new int[plan.clients()];
    }

    FileServer server(RecoveryDisk kept, RecoveryChecker checker) {
        return new FileServer(plan, kept, checker);
    }

    FileClient client(int self, int boot, RecoveryChecker checker) {
        return new FileClient(self, plan, boot, checker);
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
        return node == plan.server() ? server(disk, checker) : client(node, ++boots[node], checker);
    }

    RecoveryChecker checker() {
        return checker;
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

    /// That all is done. Who came first to a file is a matter of time, and so the host's.
    @Override
    public long digest() {
        return SplitMix64.of(plan.files(), finished() ? 1 : 0);
    }

    @Override
    public Map<String, Long> counts() {
        return checker.counts();
    }
}
