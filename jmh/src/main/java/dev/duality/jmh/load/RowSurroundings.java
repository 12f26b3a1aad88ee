// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

import dev.duality.jmh.cell.Collector;
import dev.duality.jmh.cell.Neighbour;
import dev.duality.jmh.cell.Surroundings;
import dev.duality.jmh.floor.FloorProbe;
import dev.duality.jmh.machine.SystemTree;
import dev.duality.jmh.machine.placement.Affinity;
import dev.duality.jmh.machine.placement.CpuPlan;
import dev.duality.jmh.machine.placement.Topology;
import dev.duality.workloads.BadInput;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// The surroundings of a row in this JVM: the collector that it must have, and the neighbour, which is there while a
/// load runs and not while the floor is read beside it.
///
/// - **Threads:** one, outside of what is measured.
public final class RowSurroundings {
    private final Surroundings what;
    private final CpuPlan plan;
    private final Topology topology;
    private final Affinity affinity;
    private Optional<StreamingNeighbour> neighbour = Optional.empty();

    /// A neighbour, if there is to be one, as long as this is open.
    public final class Beside implements AutoCloseable {
        private Beside() {
            neighbour = cpu().isEmpty()
                    ? Optional.empty()
                    : Optional.of(StreamingNeighbour.start(
                            affinity, cpu().getAsInt(), StreamingNeighbour.bytes(SystemTree.real(), cpu().getAsInt())));
        }

        @Override
        public void close() {
            neighbour.ifPresent(StreamingNeighbour::close);
            neighbour = Optional.empty();
        }
    }

    RowSurroundings(Surroundings what, CpuPlan plan, Topology topology, Affinity affinity) {
        this.what = what;
        this.plan = plan;
        this.topology = topology;
        this.affinity = affinity;
    }

    /// The surroundings that were asked for.
    public Surroundings what() {
        return what;
    }

    /// The CPU of the neighbour; empty if there is to be none.
    OptionalInt cpu() {
        return what.neighbour() == Neighbour.NONE ? OptionalInt.empty() : plan.spare(topology);
    }

    /// @throws BadInput if this JVM has another collector, or no core or too little memory is left for the neighbour
    void require() {
        require(SystemTree.real());
    }

    void require(SystemTree tree) {
        what.collector().ifPresent(asked -> {
            Optional<Collector> own = Collector.ofThisJvm();
            if (!own.equals(what.collector())) {
                throw new BadInput("the collector is %s, but this JVM has %s; start it with %s"
                        .formatted(asked.label(), own.map(Collector::label).orElse("another"), asked.flag()));
            }
        });
        if (what.neighbour() != Neighbour.NONE && cpu().isEmpty()) {
            throw new BadInput(
                    "no core is left for the neighbour, which needs one of its own: %s".formatted(CpuPlan.line(plan)));
        }
        cpu().ifPresent(cpu -> NeighbourRoom.read(tree, List.of(cpu))
                .unavailable()
                .ifPresent(reason -> {
                    throw new BadInput(reason);
                }));
    }

    /// Lets the neighbour begin, until the result is closed.
    public Beside begin() {
        return new Beside();
    }

    /// Has the floor read while no neighbour is there.
    /// @throws IllegalStateException if one is
    public OptionalDouble floor(FloorProbe probe) {
        if (neighbour.isPresent()) {
            throw new IllegalStateException("the neighbour is still there, and the floor would be read beside it");
        }
        return probe.nanos();
    }

    /// The neighbour that is there now.
    Optional<StreamingNeighbour> neighbour() {
        return neighbour;
    }
}
