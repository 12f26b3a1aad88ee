// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.jmh.cell.CellSpec;
import dev.duality.shm.WaitStrategy;
import dev.duality.simulation.memory.Litmus;
import dev.duality.simulation.memory.LitmusTests;
import dev.duality.simulation.memory.MemoryExploration;
import dev.duality.simulation.memory.MemorySchedule;
import dev.duality.simulation.memory.MutantTable;
import dev.duality.simulation.memory.SideScenario;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import dev.duality.workloads.catalog.Catalog;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The report of `verify --memory weak`: explores, and prints.
final class WeakMemoryReport {
    /// The order that is asked for.
    ///
    /// @param waiting how everybody waits; empty for pause and park, one after the other
    /// @param executions at random, of each scenario; a fourth of them before, with few choices that differ
    record Order(
            List<Workload> workloads,
            List<String> substrates,
            Map<String, String> values,
            List<Integer> workers,
            Optional<String> waiting,
            int operations,
            int executions,
            long seed) {}

    private static final int MOST_DIFFERENCES = 2;
    private static final int MOST_SCENARIOS = 6; // that are tried for one mutant

    private final Catalog catalog;
    private final Order order;
    private final PrintWriter out;

    WeakMemoryReport(Catalog catalog, Order order, PrintWriter out) {
        MemoryExploration.unavailable().ifPresent(reason -> {
            throw new BadInput(reason);
        });
        this.catalog = catalog;
        this.order = order;
        this.out = out;
    }

    /// The litmus tests, each tried in all its executions.
    /// @return whether all are as they must be
    static boolean litmus(PrintWriter out) {
        boolean right = true;
        out.printf("%-28s %-10s %-12s %s%n", "test", "in order", "early stores", "program; outcome");
        for (Litmus test : LitmusTests.ALL) {
            boolean seen = test.isSeen(false);
            boolean early = test.isSeen(true);
            boolean holds = seen == test.allowed() && early == test.allowedEarly();
            right &= holds;
            out.printf(
                    "%-28s %-10s %-12s %s; %s%s%n",
                    test.name(),
                    seen ? "seen" : "never",
                    early ? "seen" : "never",
                    test.program(),
                    test.outcome(),
                    holds ? "" : "   <- NOT SO");
            out.flush();
        }
        return right;
    }

    private MemoryExploration.Budget budget() {
        return new MemoryExploration.Budget(
                MOST_DIFFERENCES, Math.max(1, order.executions() / 4), order.executions(), order.seed());
    }

    private List<SideScenario> scenarios() {
        List<SideScenario> scenarios = new ArrayList<>();
        for (Workload workload : order.workloads()) {
            Workload witnessed = SideScenario.witnessed(workload);
            for (Side side : catalog.sides(witnessed)) {
                if (Selection.matches(order.substrates(), side)) {
                    scenarios.addAll(scenarios(witnessed, side));
                }
            }
        }
        if (scenarios.isEmpty()) {
            throw new BadInput(
                    "none of these sides runs on weak memory: it sees regions, so take shm:... or messaging:ring, and leave out what calls the operating system");
        }
        return scenarios;
    }

    private List<SideScenario> scenarios(Workload workload, Side side) {
        List<SideScenario> scenarios = new ArrayList<>();
        List<WaitStrategy.Kind> waits = order.waiting()
                .map(wait -> List.of(CellSpec.waitOf(wait)))
                .orElse(List.of(WaitStrategy.Kind.PAUSE, WaitStrategy.Kind.PARK));
        Setting base = Setting.of(workload, Values.of(workload, own(workload))).withSeed(order.seed());
        for (int workers : order.workers()) {
            for (WaitStrategy.Kind wait : waits) {
                Setting setting = base.withWorkers(workers).withWait(wait);
                if (side.waits().contains(wait)
                        && SideScenario.rejects(side, setting).isEmpty()) {
                    scenarios.add(new SideScenario(workload, side, setting, order.operations()));
                }
            }
        }
        return scenarios;
    }

    /// Those of the given values that are parameters of the workload.
    private Map<String, String> own(Workload workload) {
        Map<String, String> own = new LinkedHashMap<>(order.values());
        if (order.workloads().size() > 1) {
            own.keySet()
                    .removeIf(name -> workload.parameters().stream()
                            .noneMatch(p -> p.name().equals(name)));
        }
        return own;
    }

    /// Explores all.
    /// @return whether nothing is wrong
    boolean explore() {
        boolean right = true;
        for (SideScenario scenario : scenarios()) {
            MemoryExploration.Result result = new MemoryExploration(scenario, Optional.empty()).explore(budget());
            right &= result.failure().isEmpty();
            out.printf(
                    "%-52s %-8s %,d executions%s%s%n",
                    scenario.name(),
                    result.failure().isEmpty() ? "agrees" : "WRONG",
                    result.executions(),
                    result.allUpTo() < 0 ? "" : ", all with up to %d choices that differ".formatted(result.allUpTo()),
                    result.tooLong() == 0 ? "" : ", %,d without an end".formatted(result.tooLong()));
            result.failure().ifPresent(this::show);
            out.flush();
        }
        return right;
    }

    private void show(MemoryExploration.Failure failure) {
        out.println("    " + failure.reason());
        failure.trace().forEach(line -> out.println("      " + line));
        out.println("    again: --schedule '%s', with the same side, workers, wait, operations and seed"
                .formatted(failure.schedule().text()));
    }

    /// Runs one schedule again.
    /// @return whether nothing is wrong in it
    boolean replay(String text) {
        List<SideScenario> scenarios = scenarios();
        if (scenarios.size() != 1) {
            throw new BadInput(
                    "a schedule is of one scenario, and these are %d; name --workload, --on, --workers and --wait"
                            .formatted(scenarios.size()));
        }
        MemorySchedule schedule;
        try {
            schedule = MemorySchedule.parse(text);
        } catch (IllegalArgumentException e) {
            throw new BadInput("--schedule: " + e.getMessage());
        }
        Optional<MemoryExploration.Failure> failure =
                new MemoryExploration(scenarios.getFirst(), Optional.empty()).replay(schedule);
        failure.ifPresentOrElse(
                this::show, () -> out.println(scenarios.getFirst().name() + ": nothing is wrong in it"));
        return failure.isEmpty();
    }

    /// Makes each access and each fence weaker, one at a time; a table for docs/proof.md.
    void mutants(Set<String> classes) {
        out.println("| place | call | made | caught by | after executions | how it shows |");
        out.println("| --- | --- | --- | --- | --- | --- |");
        new MutantTable(scenarios(), budget(), MOST_SCENARIOS).run(classes, row -> {
            out.printf(
                    "| `%s` | `%s` | %s | %s | %d | %s |%n",
                    row.mutant().site().name(),
                    row.mutant().site().call(),
                    row.mutant().weaker().label(),
                    row.caughtBy().orElse("none"),
                    row.executions(),
                    brief(row.reason()));
            out.flush();
        });
    }

    private static String brief(String reason) {
        if (reason.contains("not handed over")) {
            return "the state was not handed over";
        }
        if (reason.contains("no order explains")) {
            return "a wrong answer";
        }
        if (reason.contains("nobody can go on")) {
            return "nobody can go on";
        }
        return reason.isEmpty() ? "" : "it failed";
    }
}
