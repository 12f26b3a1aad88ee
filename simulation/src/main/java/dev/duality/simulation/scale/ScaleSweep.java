// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.scale;

import dev.duality.results.laws.Laws;
import dev.duality.results.laws.Quantity;
import dev.duality.results.laws.Scaling;
import dev.duality.results.laws.Series;
import dev.duality.simulation.explore.NetworkValues;
import dev.duality.simulation.explore.Scenario;
import dev.duality.simulation.network.Observer;
import dev.duality.simulation.protocol.Protocol;
import dev.duality.simulation.run.SimulationOutcome;
import dev.duality.simulation.run.SimulationReport;
import dev.duality.simulation.run.SimulationRun;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/// The same job by more and more nodes, in virtual time. The same values and seed give the same points.
///
/// @param values what is set of workload and protocol
/// @param network what is set of the network, the costs of messages among it
/// @param seed what everything is drawn from
public record ScaleSweep(
        Workload workload, Protocol protocol, Map<String, String> values, NetworkValues network, long seed) {
    public ScaleSweep {
        values = Map.copyOf(values);
    }

    /// Plays with so many nodes.
    /// @param observer hears of all that happens
    /// @throws BadInput if a value is not as it must be, or the protocol cannot be played with so many
    /// @throws Unfinished if the play does not come to its end
    public ScalePoint play(int nodes, Observer observer) {
        Scenario scenario = new Scenario(workload, protocol, nodes, seed, values, network, Optional.empty());
        SimulationRun.rejects(protocol, scenario.conditions()).ifPresent(line -> {
            throw new BadInput(line);
        });
        SimulationReport report = scenario.play().observe(observer).run();
        if (!(report.outcome() instanceof SimulationOutcome.Finished)) {
            throw new Unfinished(scenario, report.outcome());
        }
        return new ScalePoint(nodes, clients(nodes), report);
    }

    private int clients(int nodes) {
        return protocol.clients(Setting.of(workload, Values.of(workload, protocol.parameters(), values)), nodes);
    }

    /// The laws of points, ascending by their nodes: of a throughput by the number of clients.
    public Scaling scaling(List<ScalePoint> points) {
        Series series = new Series(
                "%s %s in virtual time, graded model".formatted(workload.name(), protocol.name()),
                Quantity.THROUGHPUT,
                points.stream()
                        .map(point -> new Series.Point(
                                point.clients(), point.nodes(), new TreeMap<>(Map.of(1, point.perSecond()))))
                        .toList(),
                Optional.empty(),
                OptionalInt.empty());
        return Laws.of(series, seed);
    }

    /// A play of a sweep did not come to its end: it failed, or took more than it may.
    public static final class Unfinished extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient SimulationOutcome outcome;

        Unfinished(Scenario scenario, SimulationOutcome outcome) {
            super("%d nodes: %s; see %s".formatted(scenario.nodes(), outcome.line(), scenario.command()));
            this.outcome = outcome;
        }

        /// The way it came out.
        public SimulationOutcome outcome() {
            return outcome;
        }
    }
}
