// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.mutex;

import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;
import dev.duality.shm.SplitMix64;
import dev.duality.simulation.protocol.Deployment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Processes, and the checker that sees them all.
final class LamportDeployment implements Deployment {
    /// Makes a process.
    interface ProcessMaker {
        Node process(int self, LamportProtocol.Plan plan, MutexChecker checker);
    }

    /// A process that has stopped. The rules do not say how one comes back: what it has promised in its
    /// acknowledgements is lost with its queue.
    private static final class Stopped implements Node {
        @Override
        public void onMessage(Message message, Port port) {}
    }

    private final LamportProtocol.Plan plan;
    private final MutexChecker checker;
    private final List<Node> nodes = new ArrayList<>();

    LamportDeployment(LamportProtocol.Plan plan, ProcessMaker processes) {
        this.plan = plan;
        this.checker = new MutexChecker(plan);
        for (int self = 0; self < plan.nodes(); self++) {
            nodes.add(processes.process(self, plan, checker));
        }
    }

    MutexChecker checker() {
        return checker;
    }

    @Override
    public List<Node> nodes() {
        return List.copyOf(nodes);
    }

    @Override
    public Node restarted(int node) {
        return new Stopped();
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

    /// The digest of how often each has entered, in whatever order.
    @Override
    public long digest() {
        long digest = 0;
        for (int node = 0; node < plan.nodes(); node++) {
            digest = SplitMix64.of(digest, checker.entries(node));
        }
        return digest;
    }

    @Override
    public Map<String, Long> counts() {
        return checker.counts();
    }
}
