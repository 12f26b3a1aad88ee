// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.run;

import dev.duality.simulation.network.Observer;
import dev.duality.simulation.network.Schedule;
import dev.duality.simulation.network.Simulation;
import dev.duality.simulation.protocol.Cast;
import dev.duality.simulation.protocol.Hazard;
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
public final class Play {
    /// How much memory messages under way may take, before a play is broken off.
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
    public Play(Protocol protocol, Setting setting, int nodes, Conditions conditions) {
        if (nodes < protocol.leastNodes()) {
            throw new BadInput(
                    "nodes is %d, but %s needs %d or more".formatted(nodes, protocol.name(), protocol.leastNodes()));
        }
        this.protocol = protocol;
        this.setting = setting;
        this.nodes = nodes;
        this.conditions = conditions;
    }

    /// Why the protocol's answers are not worth much under these conditions, in one line; empty if they are.
    public static Optional<String> rejects(Protocol protocol, Conditions conditions) {
        Set<Hazard> hazards = conditions.hazards();
        hazards.removeAll(protocol.withstands());
        return hazards.stream()
                .findFirst()
                .map(hazard -> "%s has no answer to %s; use %s=0 or another protocol"
                        .formatted(protocol.name(), hazard.about(), hazard.word()));
    }

    /// Tells somebody of all that happens.
    public Play observe(Observer hears) {
        observer = Optional.of(hears);
        return this;
    }

    /// Keeps what goes wrong, for [#schedule()].
    public Play record() {
        recorded = true;
        return this;
    }

    /// What has gone wrong in the last [#run()], if it was recorded: what replays it.
    public Schedule schedule() {
        return schedule;
    }

    /// Plays, from the beginning to the end.
    /// @throws BadInput if the protocol cannot be played with this setting
    public Played run() {
        Cast cast = protocol.cast(setting, nodes);
        Simulation simulation = new Simulation(
                        cast.nodes(), conditions.network(), setting.seed(), protocol.payloadBytes(setting, nodes))
                .restartWith(cast::restarted);
        conditions
                .schedule()
                .ifPresentOrElse(
                        simulation::follow,
                        () -> simulation.plan(conditions.nodeFaults().draw(setting.seed(), nodes)));
        observer.ifPresent(simulation::observe);
        if (recorded) {
            simulation.record();
        }
        Ending ending = ending(simulation, cast);
        if (recorded) {
            schedule = simulation.schedule();
        }
        return new Played(
                ending,
                simulation.traffic(),
                cast.counts(),
                simulation.nanos(),
                ending instanceof Ending.Finished ? OptionalLong.of(cast.digest()) : OptionalLong.empty());
    }

    private Ending ending(Simulation simulation, Cast cast) {
        try {
            simulation.start();
            while (true) {
                Optional<String> wrong = cast.violation();
                if (wrong.isPresent()) {
                    return new Ending.Violated(simulation.events(), wrong.get());
                }
                if (cast.finished()) {
                    return end(simulation, cast);
                }
                Optional<Ending.Limit> limit = reached(simulation);
                if (limit.isPresent()) {
                    return new Ending.BrokenOff(limit.get());
                }
                if (!simulation.step()) {
                    return new Ending.Stuck();
                }
            }
        } catch (BadInput | UncheckedIOException notTheNodes) {
            throw notTheNodes; // a value, or the disk of who observes
        } catch (RuntimeException | AssertionError e) {
            return new Ending.Violated(simulation.events(), "a node threw " + e);
        }
    }

    private Optional<Ending.Limit> reached(Simulation simulation) {
        if (simulation.nanos() >= conditions.mostNanos()) {
            return Optional.of(Ending.Limit.TIME);
        }
        if (simulation.events() >= conditions.mostEvents()) {
            return Optional.of(Ending.Limit.EVENTS);
        }
        return simulation.waitingBytes() > MOST_WAITING_BYTES ? Optional.of(Ending.Limit.WAITING) : Optional.empty();
    }

    private Ending end(Simulation simulation, Cast cast) {
        long until = simulation.nanos() + conditions.lingerNanos();
        while (simulation.nanos() < until
                && simulation.events() < conditions.mostEvents()
                && simulation.waitingBytes() <= MOST_WAITING_BYTES
                && simulation.step()) {
            Optional<String> wrong = cast.violation();
            if (wrong.isPresent()) {
                return new Ending.Violated(simulation.events(), wrong.get());
            }
        }
        return cast.violationAtEnd()
                .<Ending>map(line -> new Ending.Violated(simulation.events(), line))
                .orElseGet(Ending.Finished::new);
    }
}
