// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.monitor;

import dev.duality.messaging.Node;
import dev.duality.shm.SplitMix64;
import dev.duality.simulation.monitor.MonitorProtocol.Plan;
import dev.duality.simulation.protocol.Deployment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Processes, a server with a lock, and the checker that sees them all.
final class MonitorDeployment implements Deployment {
    private final MonitorChecker checker;
    private final List<Node> nodes = new ArrayList<>();

    /// @param tokens makes that of each process; tests have others
    MonitorDeployment(Plan plan, Wake wake, Supplier<WaitToken> tokens) {
        this.checker = new MonitorChecker(plan);
        for (int client = 0; client < plan.clients(); client++) {
            nodes.add(new LockClient(client, plan, tokens.get(), checker));
        }
        nodes.add(new LockServer(plan.clients(), wake, checker));
    }

    @Override
    public List<Node> nodes() {
        return List.copyOf(nodes);
    }

    /// A process that crashes inside keeps the lock for ever; the model has no crashes.
    @Override
    public Node restarted(int node) {
        throw new IllegalStateException("a process or a server that crashes is no part of the model");
    }

    @Override
    public boolean finished() {
        return checker.finished();
    }

    @Override
    public Optional<String> violation() {
        return checker.violation();
    }

    /// The number of times that all have entered.
    @Override
    public long digest() {
        return SplitMix64.of(0, checker.entries());
    }

    @Override
    public Map<String, Long> counts() {
        return checker.counts();
    }
}
