// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.network;

import dev.duality.messaging.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/// The faults of nodes and of the whole network that are planned: it has them begin and end at their times, and knows
/// the partitions of now. For one thread.
final class FaultPlan {
    /// Of an event: a planned fault begins.
    static final long BEGIN = 2L << 32;

    private static final long END = 3L << 32;

    private final Simulation simulation;
    private final EventQueue queue;
    private final Journal journal;
    private final List<Fault> planned = new ArrayList<>();
    private final List<NodeSet> partitions = new ArrayList<>(); // now
    private Optional<IntFunction<Node>> restarting = Optional.empty();

    FaultPlan(Simulation simulation, EventQueue queue, Journal journal) {
        this.simulation = simulation;
        this.queue = queue;
        this.journal = journal;
    }

    void add(List<? extends Fault> faults) {
        planned.addAll(faults);
    }

    /// Says what takes the place of a node that restarts.
    void restartWith(IntFunction<Node> fresh) {
        restarting = Optional.of(fresh);
    }

    /// Puts all that was planned into the queue.
    /// @throws IllegalStateException if a node is to restart, and nobody said with what
    void start() {
        for (int fault = 0; fault < planned.size(); fault++) {
            start(fault);
        }
    }

    private void start(int fault) {
        switch (planned.get(fault)) {
            case Fault.Lost _, Fault.Doubled _, Fault.Delayed _ -> {}
            case Fault.Crash(int node, long nanos, long restart) -> {
                simulation.require(node);
                queue.add(nanos, simulation.nextUrgent(), BEGIN | fault);
                if (restart < Long.MAX_VALUE) {
                    if (restarting.isEmpty()) {
                        throw new IllegalStateException(
                                "node " + node + " restarts by plan, but nobody says with what; see restartWith");
                    }
                    queue.add(restart, simulation.nextUrgent(), END | fault);
                }
            }
            case Fault.Pause(int node, long nanos, _) -> {
                simulation.require(node);
                queue.add(nanos, simulation.nextUrgent(), BEGIN | fault);
            }
            case Fault.Partition(NodeSet group, long nanos, long until) -> {
                simulation.require(Math.max(0, group.end() - 1));
                queue.add(nanos, simulation.nextUrgent(), BEGIN | fault);
                queue.add(until, simulation.nextUrgent(), END | fault);
            }
        }
    }

    /// The time of a planned fault has come.
    /// @param when [#BEGIN], or its end
    /// @param at which one it is
    /// @return whether anything happened: a node that is down neither crashes nor pauses
    boolean happens(long when, int at, long nanos) {
        Fault fault = planned.get(at);
        return switch (fault) {
            case Fault.Lost _, Fault.Doubled _, Fault.Delayed _ -> false;
            case Fault.Crash(int node, _, _) ->
                when == BEGIN
                        ? crash(node, nanos, at, fault)
                        : simulation.port(node).downBy == at && restart(node, nanos);
            case Fault.Pause(int node, _, long until) -> pause(node, nanos, until, fault);
            case Fault.Partition(NodeSet group, _, long until) -> {
                simulation.happen(nanos);
                if (when == BEGIN) {
                    partitions.add(group);
                    journal.keep(fault);
                    journal.tell(Observer.What.SPLIT, nanos, Observer.NONE, Observer.NONE, until, null);
                } else {
                    partitions.remove(group);
                    journal.tell(Observer.What.HEALED, nanos, Observer.NONE, Observer.NONE, Observer.NONE, null);
                }
                yield true;
            }
        };
    }

    private boolean crash(int node, long nanos, int by, Fault fault) {
        if (simulation.port(node).isDown()) {
            return false;
        }
        simulation.happen(nanos);
        journal.keep(fault);
        simulation.down(node, by);
        return true;
    }

    private boolean restart(int node, long nanos) {
        simulation.happen(nanos);
        simulation.up(node, restarting.orElseThrow().apply(node));
        return true;
    }

    private boolean pause(int node, long nanos, long until, Fault fault) {
        if (simulation.port(node).isDown()) {
            return false;
        }
        simulation.happen(nanos);
        journal.keep(fault);
        simulation.still(node, until);
        return true;
    }

    /// Whether a partition keeps one node's messages from another.
    boolean isParted(int from, int to) {
        for (int i = 0; i < partitions.size(); i++) {
            NodeSet group = partitions.get(i);
            if (group.contains(from) != group.contains(to)) {
                return true;
            }
        }
        return false;
    }
}
