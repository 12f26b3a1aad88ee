// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.run;

import dev.duality.simulation.network.Fault;
import dev.duality.simulation.network.Network;
import dev.duality.simulation.network.NodeFaults;
import dev.duality.simulation.network.Schedule;
import dev.duality.simulation.protocol.FaultKind;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// The conditions that a deployment plays under.
///
/// @param network its laws
/// @param nodeFaults what is drawn from the seed for nodes and partitions
/// @param schedule what happens instead of all that, but for the delays: a replay
/// @param lingerNanos how long it goes on after the work is done, so that what comes late is seen, too
/// @param mostNanos when it is broken off, in virtual time
/// @param mostEvents after how many events it is broken off
public record Conditions(
        Network network,
        NodeFaults nodeFaults,
        Optional<Schedule> schedule,
        long lingerNanos,
        long mostNanos,
        long mostEvents) {
    private static final long DAY = 24L * 3600 * 1_000_000_000;

    /// 100 µs from node to node, nothing goes wrong, and a day of virtual time at most.
    public static final Conditions FAIR =
            new Conditions(Network.PERFECT, NodeFaults.NONE, Optional.empty(), 0, DAY, Long.MAX_VALUE);

    public Conditions {
        if (lingerNanos < 0 || mostNanos < 1 || mostEvents < 1) {
            throw new IllegalArgumentException("a play lingers 0 ns or more and takes 1 ns and 1 event or more, not"
                    + " %d, %d and %d".formatted(lingerNanos, mostNanos, mostEvents));
        }
    }

    public Conditions withNetwork(Network laws) {
        return new Conditions(laws, nodeFaults, schedule, lingerNanos, mostNanos, mostEvents);
    }

    public Conditions withNodeFaults(NodeFaults faults) {
        return new Conditions(network, faults, schedule, lingerNanos, mostNanos, mostEvents);
    }

    public Conditions withSchedule(Schedule replayed) {
        return new Conditions(network, nodeFaults, Optional.of(replayed), lingerNanos, mostNanos, mostEvents);
    }

    public Conditions withLinger(long nanos) {
        return new Conditions(network, nodeFaults, schedule, nanos, mostNanos, mostEvents);
    }

    public Conditions withMostNanos(long nanos) {
        return new Conditions(network, nodeFaults, schedule, lingerNanos, nanos, mostEvents);
    }

    public Conditions withMostEvents(long events) {
        return new Conditions(network, nodeFaults, schedule, lingerNanos, mostNanos, events);
    }

    /// The faults that can happen under them.
    public Set<FaultKind> faultKinds() {
        Set<FaultKind> kinds = EnumSet.noneOf(FaultKind.class);
        if (schedule.isPresent()) {
            schedule.get().faults().forEach(fault -> kinds.add(kind(fault)));
            return kinds;
        }
        add(kinds, FaultKind.LOSS, network.loss() > 0);
        add(kinds, FaultKind.DUPLICATION, network.duplication() > 0);
        add(kinds, FaultKind.REORDERING, network.reordering() > 0);
        add(kinds, FaultKind.CRASH, nodeFaults.crashes() > 0);
        add(kinds, FaultKind.PAUSE, nodeFaults.pauses() > 0);
        add(kinds, FaultKind.PARTITION, nodeFaults.partitions() > 0);
        return kinds;
    }

    private static void add(Set<FaultKind> kinds, FaultKind kind, boolean there) {
        if (there) {
            kinds.add(kind);
        }
    }

    private static FaultKind kind(Fault fault) {
        return switch (fault) {
            case Fault.Lost _ -> FaultKind.LOSS;
            case Fault.Doubled _ -> FaultKind.DUPLICATION;
            case Fault.Delayed _ -> FaultKind.REORDERING;
            case Fault.Crash _ -> FaultKind.CRASH;
            case Fault.Pause _ -> FaultKind.PAUSE;
            case Fault.Partition _ -> FaultKind.PARTITION;
        };
    }
}
