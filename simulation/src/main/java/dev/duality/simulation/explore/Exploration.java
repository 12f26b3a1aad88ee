// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.explore;

import dev.duality.simulation.network.Schedule;
import dev.duality.simulation.network.Traffic;
import dev.duality.simulation.run.SimulationOutcome;
import dev.duality.simulation.run.SimulationReport;
import dev.duality.simulation.run.SimulationRun;
import dev.duality.workloads.BadInput;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Plays what is drawn, one scenario for each seed, and shrinks what fails.
public final class Exploration {
    private static final int MOST_DRAWS = 50; // until a role has refused that many, it may take one
    private static final int MOST_TRIES = 3_000;

    private final Scenarios scenarios;

    public Exploration(Scenarios scenarios) {
        this.scenarios = scenarios;
    }

    /// One scenario, and what came of it.
    public record Try(Scenario scenario, SimulationReport report) {}

    /// A failing scenario whose schedule is as small as could be found.
    ///
    /// @param outcome how it fails
    /// @param before how many faults it had at first
    /// @param tries how many schedules were played
    public record Shrunk(Scenario scenario, SimulationOutcome outcome, int before, int tries) {}

    /// Plays the scenario of a seed.
    /// @return empty if the role refuses all that is drawn for it
    public Optional<Try> play(ProtocolUnderTest role, long seed) {
        for (int draw = 0; draw < MOST_DRAWS; draw++) {
            Scenario scenario = scenarios.of(role, seed, draw);
            try {
                return Optional.of(new Try(scenario, scenario.play().run()));
            } catch (BadInput doNotGoTogether) {
                // the next draw
            } catch (OutOfMemoryError tooMuch) {
                return Optional.of(new Try(scenario, tooLarge())); // all of it is garbage now, and the next may fit
            }
        }
        return Optional.empty();
    }

    private static SimulationReport tooLarge() {
        return new SimulationReport(
                new SimulationOutcome.BrokenOff(SimulationOutcome.Limit.MEMORY),
                new Traffic(0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
                Map.of(),
                0,
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /// Shrinks a scenario that fails.
    public static Shrunk shrink(Scenario failing) {
        SimulationRun play = failing.play().record();
        SimulationOutcome outcome = play.run().outcome();
        if (!outcome.isFailure()) {
            throw new IllegalArgumentException("the scenario does not fail: " + outcome.line());
        }
        Schedule all = play.schedule();
        Shrinking shrinking = new Shrinking(schedule -> failsAlike(failing.with(schedule), outcome), MOST_TRIES);
        Scenario smallest = failing.with(shrinking.smallest(all));
        return new Shrunk(
                smallest, smallest.play().run().outcome(), all.faults().size(), shrinking.tries());
    }

    /// Whether it fails in the same way: something that must hold did not, or nothing went on.
    private static boolean failsAlike(Scenario scenario, SimulationOutcome like) {
        SimulationOutcome outcome = scenario.play().run().outcome();
        return outcome.isFailure() && outcome.getClass() == like.getClass();
    }
}
