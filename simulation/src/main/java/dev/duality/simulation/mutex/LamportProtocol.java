// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.mutex;

import dev.duality.simulation.protocol.Deployment;
import dev.duality.simulation.protocol.FaultKind;
import dev.duality.simulation.protocol.Protocol;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Parameter;
import dev.duality.workloads.Setting;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Processes agree by messages alone who is inside, in the order of their clocks (Lamport, "Time, Clocks, and the
/// Ordering of Events in a Distributed System", 1978). It takes links that lose nothing and keep order, and processes
/// that answer: one that has stopped stops all others.
final class LamportProtocol implements Protocol {
    /// Each message carries a word for each process, and each request goes to all of them.
    static final int MOST_NODES = 256;

    static final Parameter<Long> ENTRIES =
            Parameter.integer("entries", "how often each process enters", "entries", 100, 1, 1_000_000);
    static final Parameter<Long> INSIDE =
            Parameter.integer("inside", "how long a process stays inside", "ns", 50_000, 0, 1_000_000_000);
    static final Parameter<Long> OUTSIDE = Parameter.integer(
            "outside",
            "how long a process stays outside before it asks again, at most",
            "ns",
            1_000_000,
            0,
            1_000_000_000);

    @Override
    public String name() {
        return "lamport";
    }

    @Override
    public String description() {
        return "request, acknowledgement and release to all, in the order of logical clocks (Lamport 1978)";
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(ENTRIES, INSIDE, OUTSIDE);
    }

    /// It says nothing twice, and everything it is told counts.
    @Override
    public Set<FaultKind> withstands() {
        return EnumSet.of(FaultKind.PAUSE);
    }

    @Override
    public int payloadBytes(Setting setting, int nodes) {
        return nodes * Long.BYTES;
    }

    /// All nodes are alike.
    @Override
    public int clients(Setting setting, int nodes) {
        return nodes;
    }

    @Override
    public Deployment deployment(Setting setting, int nodes) {
        if (nodes > MOST_NODES) {
            throw new BadInput("nodes is %d, but lamport takes at most %d: each request goes to all of them"
                    .formatted(nodes, MOST_NODES));
        }
        return new LamportDeployment(Plan.of(setting, nodes), LamportNode::new);
    }

    /// The work of the processes.
    /// @param entries of each
    /// @param insideNanos how long each entry lasts
    /// @param outsideNanos how long a process stays outside at most, drawn evenly
    record Plan(int nodes, long entries, long insideNanos, long outsideNanos, long seed) {
        static Plan of(Setting setting, int nodes) {
            return new Plan(nodes, setting.get(ENTRIES), setting.get(INSIDE), setting.get(OUTSIDE), setting.seed());
        }
    }
}
