// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.mapreduce;

import dev.duality.messaging.Node;
import dev.duality.simulation.protocol.Boots;
import dev.duality.simulation.protocol.CallTimes;
import dev.duality.simulation.protocol.Deployment;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A master with its storage, and workers that keep nothing.
final class MasterDeployment implements Deployment {
    /// Makes a master.
    interface Masters {
        Node master(MasterProtocol.Plan plan, JobChecker checker);
    }

    /// Makes a worker.
    interface Workers {
        /// @param boot which life of it this is, from 1
        Node worker(MasterProtocol.Plan plan, long boot);
    }

    /// The address of the master.
    static final int MASTER = 0;

    private final MasterProtocol.Plan plan;
    private final Masters masters;
    private final Workers workers;
    private final JobChecker checker;
    private final Boots boots;

    MasterDeployment(MasterProtocol.Plan plan) {
        this(plan, MasterNode::new, WorkerNode::new);
    }

    MasterDeployment(MasterProtocol.Plan plan, Masters masters, Workers workers) {
        this.plan = plan;
        this.masters = masters;
        this.workers = workers;
        this.checker = new JobChecker(plan);
        this.boots = new Boots(plan.nodes(), this::node);
    }

    @Override
    public List<Node> nodes() {
        return boots.nodes();
    }

    @Override
    public Node restarted(int node) {
        return boots.restarted(node);
    }

    private Node node(int node, int boot) {
        return node == MASTER ? masters.master(plan, checker) : workers.worker(plan, boot);
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

    @Override
    public long digest() {
        return checker.digest();
    }

    /// Of its tasks.
    @Override
    public Optional<CallTimes> times() {
        return Optional.of(checker.times());
    }

    @Override
    public Map<String, Long> counts() {
        return checker.counts();
    }
}
