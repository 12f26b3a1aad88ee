// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.detector;

import dev.duality.messaging.Node;
import dev.duality.shm.SplitMix64;
import dev.duality.simulation.protocol.Boots;
import dev.duality.simulation.protocol.Deployment;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An observer, processes that beat, and what their storage keeps: how often each has begun.
final class HeartbeatDeployment implements Deployment {
    /// The address of the node that observes.
    static final int OBSERVER = 0;

    /// Makes an observer.
    interface Observers {
        Node observer(HeartbeatProtocol.Plan plan, DetectorChecker checker, ObserverLog log);
    }

    private final HeartbeatProtocol.Plan plan;
    private final ObserverLog log;
    private final Observers observers;
    private final DetectorChecker checker;
    private final Boots boots;

    HeartbeatDeployment(HeartbeatProtocol.Plan plan, ObserverLog log) {
        this(plan, log, ObserverNode::new);
    }

    HeartbeatDeployment(HeartbeatProtocol.Plan plan, ObserverLog log, Observers observers) {
        this.plan = plan;
        this.log = log;
        this.observers = observers;
        this.checker = new DetectorChecker(plan);
        this.boots = new Boots(plan.nodes(), this::node);
    }

    private Node node(int node, int boot) {
        if (node == OBSERVER) {
            checker.observerBegins();
            return observers.observer(plan, checker, log);
        }
        return new BeatingNode(plan, boot);
    }

    DetectorChecker checker() {
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

    @Override
    public boolean finished() {
        return checker.finished();
    }

    @Override
    public Optional<String> violation() {
        return checker.violation();
    }

    /// The digest of the lives that were heard last, of each process. When a beat comes, and so who was suspected, is
    /// the hosts' affair.
    @Override
    public long digest() {
        long digest = 0;
        for (int process = 1; process < plan.nodes(); process++) {
            digest = SplitMix64.of(digest, checker.boot(process));
        }
        return digest;
    }

    @Override
    public Map<String, Long> counts() {
        return checker.counts();
    }
}
