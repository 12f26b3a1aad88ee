// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.jmh.plan.Plan;
import dev.duality.jmh.plan.Shortage;
import dev.duality.jmh.progress.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
                        !plan.fits()
                                ? ", the least that so many cells take, and more than the budget of "
                                        + Durations.text(plan.budget())
                                : more());
    }

    /// The steps of its progress.
    List<Step> steps() {
        return plan.steps().stream()
                .map(step ->
                        new Step(step.name(), Duration.ofMillis(step.order().plannedMillis())))
                .toList();
    }

    /// Such as `; 8 min at most, if loads are done again because the machine moves`.
    private String more() {
        return plan.limit().minusMillis(plan.plannedMillis()).toSeconds() < 1
                ? ""
                : "; %s at most, if loads are done again because the machine moves"
                        .formatted(Durations.text(plan.limit()));
    }

    /// Such as `4 of the 6 forks asked for fit into the 8 min of --budget; --budget 10m fits all`, or, where not even
    /// one of each cell fits, `1 of the 2 forks of the preset is measured all the same; --budget 2m fits it, --budget
    /// 4m fits all; or name fewer, by --workload, --on or --workers`. Empty if there are as many as are wanted, and
    /// they fit.
    Optional<String> leftOut() {
        return shortage.map(lacking -> plan.fits() ? fitting(lacking) : measuredAllTheSame(lacking));
    }

    private String fitting(Shortage lacking) {
        return "%s %s %s; %s"
                .formatted(
                        some(lacking),
                        lacking.planned() == 1 ? "fits into" : "fit into",
                        plan.budget().equals(plan.limit())
                                ? "the %s of --budget".formatted(Durations.text(plan.budget()))
                                : "the preset's " + Durations.text(plan.budget()),
                        fits(lacking.budget(), "all").orElse("no budget is large enough for all"));
    }

    private String measuredAllTheSame(Shortage lacking) {
        boolean isOneCell = plan.cells().size() == 1;
        boolean areAll = lacking.planned() == lacking.wanted();
        String enough = Stream.of(
                        fits(lacking.once(), isOneCell || !areAll ? "it" : "them"),
                        areAll ? Optional.<String>empty() : fits(lacking.budget(), "all"))
                .flatMap(Optional::stream)
                .distinct()
                .collect(Collectors.joining(", "));
        String fewer = isOneCell ? "" : "name fewer, by --workload, --on or --workers";
        return "%s measured all the same; %s"
                .formatted(
                        areAll ? isOneCell ? "it is" : "they are" : some(lacking) + " is",
                        Stream.of(enough, fewer).filter(part -> !part.isEmpty()).collect(Collectors.joining("; or ")));
    }

    private String some(Shortage lacking) {
        return "%d of the %d forks %s"
                .formatted(lacking.planned(), lacking.wanted(), asked.isPresent() ? "asked for" : "of the preset");
    }

    /// Empty for a time that nobody can type.
    private static Optional<String> fits(Duration budget, String what) {
        return Durations.typed(budget).map(typed -> "--budget %s fits %s".formatted(typed, what));
    }
}
