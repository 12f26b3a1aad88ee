// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.replication;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.simulation.network.Delay;
import dev.duality.simulation.network.Fault;
import dev.duality.simulation.network.Network;
import dev.duality.simulation.network.NodeSet;
import dev.duality.simulation.network.Simulation;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Sum;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import dev.duality.workloads.counter.CounterWorkload;
import dev.duality.workloads.replication.Group;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/// Runs of replicas, well and through faults.
abstract class ReplicatedRuns {
    static final long MILLISECOND = 1_000_000;
    static final long SECOND = 1000 * MILLISECOND;
    static final long NEVER = Long.MAX_VALUE;
    static final long MOST_EVENTS = 300_000;
    static final String ENDLESS = "it does not come to an end";
    final Workload counter = new CounterWorkload();

    static Setting setting(Workload workload, String... pairs) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            given.put(pairs[i], pairs[i + 1]);
        }
        String window = given.remove("window");
        return Setting.of(workload, Values.of(workload, new ReplicatedProtocol(workload).parameters(), given))
                .withWindow(window == null ? 1 : Integer.parseInt(window));
    }

    /// Makes a cast, perhaps a broken one.
    interface Making {
        ReplicatedDeployment deployment(Workload workload, Setting setting, Group group);
    }

    static ReplicatedDeployment deployment(Workload workload, int nodes, Making making, String... pairs) {
        Setting setting = setting(workload, pairs);
        Group group = ReplicatedProtocol.group(setting, nodes);
        return making.deployment(workload, ReplicatedProtocol.setting(setting, group), group);
    }

    static Simulation simulation(ReplicatedDeployment deployment, Network network, long seed) {
        return new Simulation(deployment.nodes(), network, seed, Sum.BYTES).restartWith(deployment::restarted);
    }

    /// Runs until all operations have ended, and a little longer.
    /// @return what did not hold
    static Optional<String> run(ReplicatedDeployment deployment, Simulation simulation) {
        simulation.start();
        long end = NEVER;
        while (simulation.nanos() < end) {
            assertTrue(simulation.step(), "nothing is left to happen");
            if (simulation.events() > MOST_EVENTS) {
                return Optional.of(ENDLESS);
            }
            if (deployment.violation().isPresent()) {
                return deployment.violation();
            }
            if (deployment.finished() && end == NEVER) {
                end = simulation.nanos() + 2 * SECOND;
            }
        }
        return deployment.violationAtEnd();
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 60);
    }

    /// Loss, doubles, overtaking; crashes, pauses and partitions, of replicas most of all.
    static Optional<String> runThroughFaults(ReplicatedDeployment deployment, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Network network = new Network(
                Delay.logNormal(MILLISECOND, 1), 0.1 * random.nextDouble(), 0.1 * random.nextDouble(), 0.1, 10_000);
        List<Fault> faults = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            int node = random.nextInt(3) > 0 ? 3 + random.nextInt(2) : random.nextInt(6);
            long at = random.nextLong(6 * SECOND);
            long until = at + 1 + random.nextLong(2 * SECOND);
            faults.add(
                    switch (random.nextInt(3)) {
                        case 0 -> new Fault.Crash(node, at, until);
                        case 1 -> new Fault.Pause(node, at, until);
                        default -> new Fault.Partition(NodeSet.of(node, random.nextInt(3)), at, until);
                    });
        }
        return run(deployment, simulation(deployment, network, seed).plan(faults));
    }

    /// Three clients, at 0 to 2; the replicas are 3 and 4.
    ReplicatedDeployment trio(long seed, Making making) {
        String window = seed % 3 == 0 ? "4" : "1";
        return seed % 2 == 0
                ? deployment(new Sum(), 6, making, "window", window)
                : deployment(counter, 6, making, "operations", "1500", "window", window);
    }
}
