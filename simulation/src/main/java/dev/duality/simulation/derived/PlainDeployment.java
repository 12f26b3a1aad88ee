// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.derived;

import dev.duality.messaging.Node;
import dev.duality.shm.Payload;
import dev.duality.simulation.protocol.CallTimes;
import dev.duality.simulation.protocol.Deployment;
import dev.duality.workloads.Counts;
import dev.duality.workloads.FinalState;
import dev.duality.workloads.JobSplit;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Workload;
import dev.duality.workloads.derived.OwnerNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// Workers with their scripts, and then the owners of the state.
final class PlainDeployment implements Deployment {
    private final Workload workload;
    private final Setting setting;
    private final List<Script> scripts = new ArrayList<>();
    private final List<long[]> results = new ArrayList<>();
    private final ScriptedNode[] workers;
    private final OwnerNode[] owners;
    private final AtomicInteger unfinished;
    private final CallTimes times = new CallTimes();

    PlainDeployment(Workload workload, Setting setting) {
        this.workload = workload;
        this.setting = setting;
        this.workers = new ScriptedNode[setting.workers()];
        this.owners = new OwnerNode[setting.owners()];
        this.unfinished = new AtomicInteger(workers.length);
        for (int worker = 0; worker < workers.length; worker++) {
            scripts.add(workload.script(setting, worker));
            results.add(new long[scripts.getLast().size()]);
            workers[worker] = worker(worker);
        }
        for (int owner = 0; owner < owners.length; owner++) {
            owners[owner] = owner();
        }
    }

    private ScriptedNode worker(int worker) {
        return new ScriptedNode(
                workload, setting, scripts.get(worker), results.get(worker), times, unfinished::decrementAndGet);
    }

    private OwnerNode owner() {
        return new OwnerNode(workload.specification(setting));
    }

    @Override
    public List<Node> nodes() {
        List<Node> nodes = new ArrayList<>(Arrays.asList(workers));
        nodes.addAll(Arrays.asList(owners));
        return nodes;
    }

    /// A node that stores nothing: a worker begins its script again, an owner with the first state.
    @Override
    public Node restarted(int node) {
        if (node >= workers.length) {
            owners[node - workers.length] = owner();
            return owners[node - workers.length];
        }
        if (workers[node].completed() == scripts.get(node).size()) {
            unfinished.incrementAndGet();
        }
        workers[node] = worker(node);
        return workers[node];
    }

    @Override
    public boolean finished() {
        return unfinished.get() == 0;
    }

    /// The state that the workers have left is that of the specification, if their operations commute; and what the
    /// workload says must hold does.
    @Override
    public Optional<String> violationAtEnd() {
        long digest = digest();
        if (workload.commutes(setting)) {
            long expected = digestInTurn();
            if (digest != expected) {
                return Optional.of("the state's digest is %x, the specification's %x".formatted(digest, expected));
            }
        }
        return workload.violation(new FinalState(setting, scripts, results, digest, this::apply));
    }

    private long apply(int kind, long a, long b, Payload payload) {
        int owner = owners.length == 1 ? 0 : JobSplit.owner(workload.partition(kind, a, b), owners.length);
        return owners[owner].state().apply(kind, a, b, payload);
    }

    private long digestInTurn() {
        Specification specification = workload.specification(setting);
        Payload payload = setting.payload();
        for (Script script : scripts) {
            for (int i = 0; i < script.size(); i++) {
                script.load(i, payload);
                specification.apply(script.kind(i), script.a(i), script.b(i), payload);
            }
        }
        return specification.digest();
    }

    /// Digests of the parts add up to that of the whole.
    @Override
    public long digest() {
        long digest = 0;
        for (OwnerNode owner : owners) {
            digest += owner.state().digest();
        }
        return digest;
    }

    @Override
    public Optional<CallTimes> times() {
        return Optional.of(times);
    }

    @Override
    public Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put(
                "operations",
                Arrays.stream(workers).mapToLong(ScriptedNode::completed).sum());
        counts.putAll(
                Counts.of(Map.of(), Arrays.stream(owners).map(OwnerNode::state).toList()));
        return counts;
    }
}
