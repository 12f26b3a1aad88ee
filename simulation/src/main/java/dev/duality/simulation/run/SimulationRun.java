// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.run;

import dev.duality.simulation.network.Network;
import dev.duality.simulation.network.Observer;
import dev.duality.simulation.network.Schedule;
import dev.duality.simulation.network.Simulation;
import dev.duality.simulation.protocol.CallTimes;
import dev.duality.simulation.protocol.Deployment;
import dev.duality.simulation.protocol.FaultKind;
import dev.duality.simulation.protocol.Protocol;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Setting;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Plays a protocol in virtual time, and checks what must hold after every event. The same protocol, setting, nodes and
/// conditions give the same play.
///
/// Not for use by several threads at once.
public final class SimulationRun {
    /// The most memory that messages under way may take, before a play is broken off.
    static final long MOST_WAITING_BYTES = 96 << 20;

    private final Protocol protocol;
    private final Setting setting;
    private final int nodes;
    private final Conditions conditions;
    private Optional<Observer> observer = Optional.empty();
    private boolean recorded;
    private Schedule schedule = Schedule.EMPTY;

    /// @param setting whose seed all is drawn from
    /// @throws BadInput if there are fewer nodes than the protocol makes sense with
    public SimulationRun(Protocol protocol, Setting setting, int nodes, Conditions conditions) {
        if (nodes < protocol.leastNodes()) {
            throw new BadInput(
                    "nodes is %d, but %s needs %d or more".formatted(nodes, protocol.name(), protocol.leastNodes()));
        }
        this.protocol = protocol;
        this.setting = setting;
        this.nodes = nodes;
        this.conditions = conditions;
    }

    /// The reason why the protocol's answers are not worth much under these conditions, in one line; empty if they are.
    public static Optional<String> rejects(Protocol protocol, Conditions conditions) {
        Set<FaultKind> kinds = conditions.faultKinds();
        kinds.removeAll(protocol.withstands());
        return kinds.stream()
                .findFirst()
                .map(kind -> "%s has no answer to %s; use %s=0 or another protocol"
                        .formatted(protocol.name(), kind.description(), kind.label()));
    }

    /// Tells somebody of all that happens.
    public SimulationRun observe(Observer hears) {
        observer = Optional.of(hears);
        return this;
    }

    /// Keeps what goes wrong, for [#schedule()].
    public SimulationRun record() {
        recorded = true;
        return this;
    }

    /// The faults of the last [#run()], if they were recorded: the schedule that replays it.
    public Schedule schedule() {
        return schedule;
    }

    /// Plays, from the beginning to the end.
    /// @throws BadInput if the protocol cannot be played with this setting
    public SimulationReport run() {
        Deployment deployment = protocol.deployment(setting, nodes);
        Simulation simulation = new Simulation(
                        deployment.nodes(), conditions.network(), setting.seed(), protocol.payloadBytes(setting, nodes))
                .restartWith(deployment::restarted);
        conditions
                .schedule()
                .ifPresentOrElse(
                        simulation::follow,
                        () -> simulation.plan(conditions.nodeFaults().draw(setting.seed(), nodes)));
        observer.ifPresent(simulation::observe);
        if (recorded) {
            simulation.record();
        }
        SimulationOutcome outcome = outcome(simulation, deployment);
        if (recorded) {
            schedule = simulation.schedule();
        }
        return new SimulationReport(
                outcome,
                simulation.traffic(),
                deployment.counts(),
                simulation.nanos(),
                outcome instanceof SimulationOutcome.Finished
                        ? OptionalLong.of(deployment.digest())
                        : OptionalLong.empty(),
                deployment.times().flatMap(CallTimes::summary),
                busiest(simulation));
    }

    private Optional<SimulationReport.Busiest> busiest(Simulation simulation) {
        if (conditions.network().costs().equals(Network.Costs.NONE)) {
            return Optional.empty();
        }
        int node = simulation.busiest();
        return Optional.of(new SimulationReport.Busiest(node, simulation.busyShare(node)));
    }

    private SimulationOutcome outcome(Simulation simulation, Deployment deployment) {
        try {
            simulation.start();
            while (true) {
                Optional<String> wrong = deployment.violation();
                if (wrong.isPresent()) {
                    return new SimulationOutcome.Violated(simulation.events(), wrong.get());
                }
                if (deployment.finished()) {
                    return end(simulation, deployment);
                }
                Optional<SimulationOutcome.Limit> limit = reached(simulation);
                if (limit.isPresent()) {
                    return new SimulationOutcome.BrokenOff(limit.get());
                }
                if (!simulation.step()) {
                    return new SimulationOutcome.Stuck();
                }
            }
        } catch (BadInput | UncheckedIOException notTheNodes) {
            throw notTheNodes; // a value, or the disk of who observes
        } catch (RuntimeException | AssertionError e) {
            return new SimulationOutcome.Violated(simulation.events(), "a node threw " + e);
        }
    }

    private Optional<SimulationOutcome.Limit> reached(Simulation simulation) {
        if (simulation.nanos() >= conditions.mostNanos()) {
            return Optional.of(SimulationOutcome.Limit.TIME);
        }
        if (simulation.events() >= conditions.mostEvents()) {
            return Optional.of(SimulationOutcome.Limit.EVENTS);
        }
        return simulation.waitingBytes() > MOST_WAITING_BYTES
                ? Optional.of(SimulationOutcome.Limit.WAITING)
                : Optional.empty();
    }

    private SimulationOutcome end(Simulation simulation, Deployment deployment) {
        long until = simulation.nanos() + conditions.lingerNanos();
        while (simulation.nanos() < until
                && simulation.events() < conditions.mostEvents()
                && simulation.waitingBytes() <= MOST_WAITING_BYTES
                && simulation.step()) {
            Optional<String> wrong = deployment.violation();
            if (wrong.isPresent()) {
                return new SimulationOutcome.Violated(simulation.events(), wrong.get());
            }
        }
        return deployment
                .violationAtEnd()
                .<SimulationOutcome>map(line -> new SimulationOutcome.Violated(simulation.events(), line))
                .orElseGet(SimulationOutcome.Finished::new);
    }
}
