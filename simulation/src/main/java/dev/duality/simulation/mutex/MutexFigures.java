// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.mutex;

import dev.duality.simulation.network.Delay;
import dev.duality.simulation.network.Network;
import dev.duality.simulation.network.Observer;
import dev.duality.simulation.network.Simulation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Figures of this implementation, in virtual time, for what Lamport's paper says of mutual exclusion by messages.
public final class MutexFigures {
    private static final int LEAST_NODES = 2;
    private static final int MOST_NODES = 8;
    private static final long ENTRIES = 10_000;
    private static final long INSIDE_NANOS = 50_000;
    private static final long OUTSIDE_NANOS = 1_000_000;
    private static final long SEED = 1978;

    /// Links that keep order, and delays with a long tail: 100 µs at the median.
    private static final Network NETWORK = Network.PERFECT.withDelay(Delay.logNormal(100_000, 1));

    /// A process is paused for an hour.
    private static final long PAUSE_NANOS = 3_600_000_000_000L;

    private MutexFigures() {}

    /// The cost of all entries of some processes.
    ///
    /// @param messages that were sent
    /// @param violation what was seen that must not be: two inside, a grant out of the order of (time, process), a
    ///     clock or a vector that does not agree with what happened, or a count that is wrong; empty if all was right
    public record Entries(int nodes, long entries, long messages, Optional<String> violation) {
        /// The messages that the paper's rules take: request, acknowledgement and release, to and from each of the
        /// others.
        public long expected() {
            return 3L * (nodes - 1) * entries;
        }
    }

    /// The fate of the others when one process stopped half-way.
    ///
    /// @param entriesBefore how many there were when it stopped
    /// @param letIn how many entered afterwards by requests that they had made before its last message came
    /// @param granted how many entered by later requests while it stood still
    /// @param missing how many entries were still to be made at the end
    public record Halt(int nodes, long entriesBefore, long letIn, long granted, long missing) {}

    /// 10,000 entries, or a few more so that all do the same, by 2 to 8 processes.
    public static List<Entries> entries() {
        List<Entries> all = new ArrayList<>();
        for (int nodes = LEAST_NODES; nodes <= MOST_NODES; nodes++) {
            all.add(entries(nodes, ENTRIES));
        }
        return all;
    }

    /// So many entries, or a few more, by so many processes.
    static Entries entries(int nodes, long total) {
        LamportDeployment deployment = deployment(nodes, total);
        Simulation simulation = simulation(deployment, nodes);
        simulation.start();
        while (deployment.violation().isEmpty() && simulation.step()) {
            // the checker looks on
        }
        return new Entries(
                nodes,
                deployment.checker().total(),
                simulation.traffic().messages(),
                deployment.violation().or(deployment::violationAtEnd));
    }

    /// One of 2 to 8 processes stops for good, half-way through 10,000 entries.
    public static List<Halt> crashes() {
        return halts(false);
    }

    /// One of 2 to 8 processes is paused for an hour, half-way through 10,000 entries, and then goes on.
    public static List<Halt> pauses() {
        return halts(true);
    }

    private static List<Halt> halts(boolean paused) {
        List<Halt> all = new ArrayList<>();
        for (int nodes = LEAST_NODES; nodes <= MOST_NODES; nodes++) {
            all.add(halt(nodes, ENTRIES, paused));
        }
        return all;
    }

    static Halt halt(int nodes, long total, boolean paused) {
        LamportDeployment deployment = deployment(nodes, total);
        MutexChecker checker = deployment.checker();
        int stopped = nodes - 1;
        long[] underWay = new long[1]; // messages of the one that stops
        Simulation simulation = simulation(deployment, nodes).observe((what, _, node, other, _, _) -> {
            underWay[0] += what == Observer.What.SENT && node == stopped ? 1 : 0;
            underWay[0] -= what == Observer.What.RECEIVED && other == stopped ? 1 : 0;
        });
        simulation.start();
        while (checker.total() < total / 2 && simulation.step()) {
            // goes on
        }
        long before = checker.total();
        if (paused) {
            simulation.pause(stopped, PAUSE_NANOS);
        } else {
            simulation.crash(stopped);
        }
        long until = simulation.nanos() + PAUSE_NANOS;
        while (underWay[0] > 0 && simulation.step()) {
            // its last messages arrive
        }
        long[] entered = new long[nodes];
        long[] due = new long[nodes]; // how many entries each has asked for
        for (int node = 0; node < nodes; node++) {
            entered[node] = checker.entries(node);
            due[node] = entered[node] + (checker.isAsking(node) ? 1 : 0);
        }
        long letIn = checker.total() - before;
        long granted = 0;
        while (simulation.nanos() < until && simulation.step()) {
            for (int node = 0; node < nodes && simulation.nanos() < until; node++) {
                if (checker.entries(node) > entered[node]) {
                    letIn += entered[node] < due[node] ? 1 : 0;
                    granted += entered[node] < due[node] ? 0 : 1;
                    entered[node]++;
                }
            }
        }
        while (simulation.step()) {
            // if it goes on, so do the others
        }
        return new Halt(nodes, before, letIn, granted, eachOf(nodes, total) * nodes - checker.total());
    }

    private static long eachOf(int nodes, long total) {
        return (total + nodes - 1) / nodes;
    }

    private static LamportDeployment deployment(int nodes, long total) {
        return new LamportDeployment(
                new LamportProtocol.Plan(nodes, eachOf(nodes, total), INSIDE_NANOS, OUTSIDE_NANOS, SEED),
                LamportNode::new);
    }

    private static Simulation simulation(LamportDeployment deployment, int nodes) {
        return new Simulation(deployment.nodes(), NETWORK, SEED, nodes * Long.BYTES);
    }
}
