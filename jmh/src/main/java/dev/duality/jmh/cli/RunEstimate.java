// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.jmh.plan.Plan;
import dev.duality.jmh.plan.Shortage;
import java.time.Duration;
import java.util.Optional;

/// The size of a plan and how long it takes, in lines for people: before it is measured, and where it is only shown.
///
/// @param shortage forks that have no place in it
/// @param asked how many of them somebody asked for; empty if it is the preset that has so many
record RunEstimate(Plan plan, Optional<Shortage> shortage, Optional<Integer> asked) {
    /// Such as `23 cells, 2 forks each, about 2 min 58 s`.
    String size() {
        return "%d cell%s, %d fork%s each, about %s%s"
                .formatted(
                        plan.cells().size(),
                        plan.cells().size() == 1 ? "" : "s",
                        plan.rounds(),
                        plan.rounds() == 1 ? "" : "s",
                        Durations.text(Duration.ofMillis(plan.plannedMillis())),
                        isMoreThanTheBudget()
                                ? ", the least that so many cells take, and more than the budget of "
                                        + Durations.text(plan.budget())
                                : more());
    }

    private boolean isMoreThanTheBudget() {
        return plan.plannedMillis() > plan.budget().toMillis();
    }

    /// Such as ` (and up to 8 min 40 s more, for forks during which the machine moves)`.
    private String more() {
        long seconds = plan.limit().minusMillis(plan.plannedMillis()).toSeconds();
        return seconds < 1
                ? ""
                : " (and up to %s more, for forks during which the machine moves)"
                        .formatted(Durations.text(Duration.ofSeconds(seconds)));
    }

    /// Such as `2 of the 6 forks asked for fit into 2 min 50 s; --budget 9m fits all`; empty if there are as many as
    /// are wanted.
    Optional<String> leftOut() {
        return shortage.map(lacking -> "%d of the %d forks %s %s; %s"
                .formatted(
                        lacking.planned(),
                        lacking.wanted(),
                        asked.isPresent() ? "asked for" : "of the preset",
                        isMoreThanTheBudget()
                                ? "is measured all the same"
                                : (lacking.planned() == 1 ? "fits into " : "fit into ") + Durations.text(plan.budget()),
                        Durations.typed(lacking.budget())
                                .map("--budget %s fits all"::formatted)
                                .orElse("no budget is large enough for all")));
    }
}
