// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.recovery;

import dev.duality.messaging.Node;
import dev.duality.shm.SplitMix64;
import dev.duality.simulation.protocol.Boots;
import dev.duality.simulation.protocol.Deployment;
import dev.duality.simulation.recovery.RecoveryProtocol.Plan;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Clients, their server, its disk, and the checker.
class RecoveryDeployment implements Deployment {
    private final Plan plan;
    private final RecoveryDisk disk;
    private final RecoveryChecker checker;
    private final Boots boots;

    RecoveryDeployment(Plan plan) {
        this.plan = plan;
        this.disk = new RecoveryDisk(plan.files());
        this.checker = new RecoveryChecker(plan);
        this.boots = new Boots(plan.clients() + 1, this::node);
    }

    /// The server's boots are counted on its disk: its planned reboot is one, too.
    private Node node(int node, int boot) {
        return node == plan.server() ? server(disk, checker) : client(node, boot, checker);
    }

    FileServer server(RecoveryDisk kept, RecoveryChecker checker) {
        return new FileServer(plan, kept, checker);
    }

    FileClient client(int self, int boot, RecoveryChecker checker) {
        return new FileClient(self, plan, boot, checker);
    }

    @Override
    public List<Node> nodes() {
        return boots.nodes();
    }

    @Override
    public Node restarted(int node) {
        return boots.restarted(node);
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
