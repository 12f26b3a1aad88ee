// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.replication;

import dev.duality.messaging.Node;
import dev.duality.shm.Payload;
import dev.duality.simulation.protocol.Deployment;
import dev.duality.workloads.FinalState;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Workload;
import dev.duality.workloads.replication.Group;
import dev.duality.workloads.replication.OperationLog;
import dev.duality.workloads.replication.ReplicaNode;
import dev.duality.workloads.replication.ReplicationObserver;
import dev.duality.workloads.replication.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToLongFunction;

/// The clients with their scripts, two replicas, the view service, and a checker.
class ReplicatedDeployment implements Deployment {
    private final Workload workload;
    private final Setting setting;
    private final Group group;
    private final ScriptedClient.Store[] stores;
    private final ViewServiceNode.Store views = new ViewServiceNode.Store();
    private final ReplicaNode[] replicas = new ReplicaNode[Group.REPLICAS];
    private final int[] boots;
    private final ReplicationChecker checker;
    private final AtomicInteger unfinished;
    private final List<Node> nodes = new ArrayList<>();

    ReplicatedDeployment(Workload workload, Setting setting, Group group) {
        this.workload = workload;
        this.setting = setting;
        this.group = group;
        this.stores = new ScriptedClient.Store[group.clients()];
        this.boots = new int[group.viewService() + 1];
        this.checker = new ReplicationChecker(group, boots);
        this.unfinished = new AtomicInteger(stores.length);
        for (int client = 0; client < stores.length; client++) {
            stores[client] = new ScriptedClient.Store(workload.script(setting, client), group.window());
        }
    }

    @Override
    public List<Node> nodes() {
        if (nodes.isEmpty()) {
            for (int node = 0; node < boots.length; node++) {
                nodes.add(restarted(node));
            }
        }
        return List.copyOf(nodes);
    }

    /// Replicas store nothing, the view service its view, clients what they have asked for and got.
    @Override
    public Node restarted(int node) {
        int boot = ++boots[node];
        if (node < group.clients()) {
            return new ScriptedClient(setting, group, stores[node], checker, unfinished::decrementAndGet);
        }
        if (node == group.viewService()) {
            return viewService(group, views, checker);
        }
        int replica = node - group.clients();
        replicas[replica] = replica(group, replica, boot, checker);
        return replicas[replica];
    }

    ReplicaNode replica(Group its, int self, int boot, ReplicationObserver checker) {
        return new ReplicaNode(its, self, boot, this::fresh, OperationLog.ALL, checker);
    }

    ViewServiceNode viewService(Group its, ViewServiceNode.Store store, ReplicationObserver checker) {
        return new ViewServiceNode(its, store, checker);
    }

    final Specification fresh() {
        return workload.specification(setting);
    }

    @Override
    public boolean finished() {
        return unfinished.get() == 0;
    }

    @Override
    public Optional<String> violation() {
        return checker.violation();
    }

    /// Every survivor has what was answered. And if the state was not lost, each operation was done once; the answers
    /// and the survivors' states are those of the specification, in the order in which operations were answered; and
    /// what the workload says must hold does.
    @Override
    public Optional<String> violationAtEnd() {
        List<Integer> survivors = survivors();
        Optional<String> lack = survivors.stream()
                .flatMap(one -> checker.violationOf(one).stream())
                .findFirst();
        if (lack.isPresent() || sum(store -> store.givenUp ? 1 : 0) > 0) {
            return lack;
        }
        Specification expected = fresh();
        Optional<String> wrong = checker.repeat(expected, stores, setting.payload(), sum(store -> store.script.size()));
        if (wrong.isPresent()) {
            return wrong;
        }
        for (int survivor : survivors) {
            long digest = replicas[survivor].state().digest();
            if (digest != expected.digest()) {
                return Optional.of("the digest of survivor %d is %x, the specification's %x"
                        .formatted(survivor, digest, expected.digest()));
            }
        }
        List<Script> scripts = Arrays.stream(stores).map(store -> store.script).toList();
        List<long[]> results = Arrays.stream(stores).map(store -> store.results).toList();
        return workload.violation(new FinalState(setting, scripts, results, expected.digest(), expected));
    }

    /// The replicas that hold all that was answered, by the view service's view: its primary, and its back-up if that
    /// is synced.
    private List<Integer> survivors() {
        View view = views.view;
        List<Integer> survivors = new ArrayList<>();
        if (boots[group.replica(view.primary())] == view.primaryBoot()) {
            survivors.add(view.primary());
        }
        if (view.hasBackup() && views.synced && boots[group.replica(view.backup())] == view.backupBoot()) {
            survivors.add(view.backup());
        }
        return survivors;
    }

    /// That of a survivor; if there is none, of what clients were answered.
    @Override
    public long digest() {
        List<Integer> survivors = survivors();
        if (!survivors.isEmpty()) {
            return replicas[survivors.getFirst()].state().digest();
        }
        Specification answered = fresh();
        checker.repeat(answered, stores, new Payload(setting.payloadBytes()), completed());
        return answered.digest();
    }

    private long completed() {
        return sum(store -> store.completed);
    }

    @Override
    public Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("operations", completed());
        counts.put("given up", sum(store -> store.givenUp ? store.script.size() - store.completed : 0));
        checker.count(counts);
        return counts;
    }

    private long sum(ToLongFunction<ScriptedClient.Store> what) {
        return Arrays.stream(stores).mapToLong(what).sum();
    }
}
