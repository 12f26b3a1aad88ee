// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/// The code with each of its accesses and fences made weaker, one at a time, and which scenario shows it.
///
/// - **Threads:** one.
public final class MutantTable {
    /// The fate of one mutant.
    ///
    /// @param caughtBy the scenario that fails; empty if none does
    /// @param executions of all scenarios that were tried, until then
    /// @param reason what is wrong in it; empty if nothing is
    public record Row(Mutant mutant, Optional<String> caughtBy, long executions, String reason) {}

    private static final int EXECUTIONS_FOR_SITES = 20;

    private final List<MemoryScenario> scenarios;
    private final MemoryExploration.Budget budget;
    private final int mostScenarios;

    /// @param scenarios none of which fails without a mutant
    /// @param budget for each scenario of each mutant
    /// @param mostScenarios how many are tried for a mutant
    public MutantTable(List<? extends MemoryScenario> scenarios, MemoryExploration.Budget budget, int mostScenarios) {
        this.scenarios = List.copyOf(scenarios);
        this.budget = budget;
        this.mostScenarios = mostScenarios;
    }

    private Map<Site, List<MemoryScenario>> sites() {
        Map<Site, List<MemoryScenario>> sites = new TreeMap<>();
        for (MemoryScenario scenario : scenarios) {
            if (scenario.isRepeated()) {
                continue;
            }
            for (Site site : MemoryExploration.sites(scenario, EXECUTIONS_FOR_SITES)) {
                if (site.isOfTheCode()) {
                    sites.computeIfAbsent(site, _ -> new ArrayList<>()).add(scenario);
                }
            }
        }
        return sites;
    }

    /// Tries all mutants.
    /// @param classes the simple names to take; all if there are none
    /// @param hears gets each row as soon as it is there
    public void run(Set<String> classes, Consumer<Row> hears) {
        sites().forEach((site, users) -> {
            String simple = site.name().substring(0, site.name().indexOf('.'));
            if (classes.isEmpty() || classes.contains(simple)) {
                for (Weaker weaker : weakerForms(site)) {
                    hears.accept(row(new Mutant(site, weaker), users));
                }
            }
        });
    }

    private static List<Weaker> weakerForms(Site site) {
        for (AccessCall call : AccessCall.values()) {
            if (call.label().equals(site.call())) {
                return Weaker.of(call);
            }
        }
        return List.of();
    }

    private Row row(Mutant mutant, List<MemoryScenario> users) {
        long executions = 0;
        for (MemoryScenario scenario : users.subList(0, Math.min(users.size(), mostScenarios))) {
            MemoryExploration.Result result = new MemoryExploration(scenario, Optional.of(mutant)).explore(budget);
            executions += result.executions();
            if (result.failure().isPresent()) {
                return new Row(
                        mutant,
                        Optional.of(scenario.name()),
                        executions,
                        result.failure().get().reason());
            }
        }
        return new Row(mutant, Optional.empty(), executions, "");
    }
}
