// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.results.table.Markdown;
import dev.duality.results.table.Table;
import dev.duality.results.table.TableLines;
import dev.duality.shm.Waiting;
import dev.duality.shm.structure.Structure;
import dev.duality.simulation.RegionTransports;
import dev.duality.simulation.memory.Litmus;
import dev.duality.simulation.memory.LitmusTests;
import dev.duality.simulation.memory.MemoryExploration;
import dev.duality.simulation.memory.MemoryScenario;
import dev.duality.simulation.memory.MemorySchedule;
import dev.duality.simulation.memory.MutantTable;
import dev.duality.simulation.memory.SideScenario;
import dev.duality.simulation.memory.Site;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Workload;
import dev.duality.workloads.catalog.Catalog;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The report of `verify --memory weak`: explores, and prints.
final class WeakMemoryReport {
    /// The order that is asked for.
    ///
    /// @param waiting how everybody waits; empty for pause and park, one after the other
    /// @param workers how many; empty for 2, and for as many as each short program has
    /// @param operations of each worker or party; empty for 2, and for 4 of two parties of a structure behind that
    /// @param scenario the one to take, by the name that the list of results has; empty for all
    /// @param structures explored instead of sides, unless there are none
    /// @param executions at random, of each scenario; a fourth of them before, with few choices that differ; empty for
    ///     the usual ones
    record Order(
            List<Workload> workloads,
            List<String> substrates,
            Map<String, String> values,
            List<Integer> workers,
            List<Structure<?>> structures,
            Optional<String> scenario,
            Optional<Waiting> waiting,
            OptionalInt operations,
            OptionalInt executions,
            long seed) {}

    private static final List<Table.Head> MUTANTS = Stream.of(
                    "place", "call", "made", "caught by", "after executions", "how it shows")
            .map(Table.Head::words)
            .toList();
    private static final int OF_A_MUTANT = 2_000; // executions, when nobody says
    private static final double NANOS_OF_SECOND = 1e9;
    private static final int MOST_SCENARIOS = 8; // that are tried for one mutant
    private static final int MOST_UNMET = 20; // executions until threads are said to be apart

    private final Order order;
    private final WeakMemoryScenarios chosen;
    private final WeakMemoryScenarios quick; // without the longer ones, unless one is named
    private final PrintWriter out;

    WeakMemoryReport(Catalog catalog, Order order, PrintWriter out) {
        MemoryExploration.unavailable().ifPresent(reason -> {
            throw new BadInput(reason);
        });
        this.order = order;
        chosen = new WeakMemoryScenarios(catalog, order, true);
        quick = new WeakMemoryScenarios(catalog, order, order.scenario().isPresent());
        this.out = out;
    }

    /// The litmus tests, each tried in all its executions.
    /// @return whether all are as they must be
    static boolean litmus(PrintWriter out) {
        boolean right = true;
        TableLines table = new TableLines(List.of(
                Table.Head.words("test")
                        .withWidth(LitmusTests.ALL.stream()
                                .mapToInt(test -> test.name().length())
                                .max()
                                .orElse(0)),
                Table.Head.words("in order"),
                Table.Head.words("early stores"),
                Table.Head.words("program; outcome")));
        table.head().forEach(out::println);
        for (Litmus test : LitmusTests.ALL) {
            boolean seen = test.isSeen(false);
            boolean early = test.isSeen(true);
            boolean holds = seen == test.allowed() && early == test.allowedEarly();
            right &= holds;
            out.println(table.row(List.of(
                    test.name(),
                    seen ? "seen" : "never",
                    early ? "seen" : "never",
                    test.program() + "; " + test.outcome() + (holds ? "" : "   <- NOT SO"))));
            out.flush();
        }
        return right;
    }

    /// Explores all.
    /// @return whether nothing is wrong, and something is known: of all that was named, or else of anything
    boolean explore() {
        boolean right = true;
        boolean seen = false;
        boolean lacking = false;
        List<MemoryScenario> scenarios = chosen.all();
        TableLines table = new TableLines(List.of(
                Table.Head.words("")
                        .withWidth(scenarios.stream()
                                .mapToInt(scenario -> scenario.name().length())
                                .max()
                                .orElse(0)),
                Table.Head.words("").withWidth("endless".length()),
                Table.Head.words("")));
        for (MemoryScenario scenario : scenarios) {
            if (scenario.isRepeated()) {
                continue;
            }
            Optional<String> unseen = MemoryExploration.unseen(scenario);
            if (unseen.isPresent()) {
                out.println(table.row(List.of(scenario.name(), "unseen", unseen.get())));
                lacking |= isNamed(scenario);
                continue;
            }
            seen = true;
            long began = System.nanoTime();
            MemoryExploration exploration = new MemoryExploration(scenario, Optional.empty());
            MemoryExploration.Result result = exploration.explore(
                    order.executions().isPresent()
                            ? MemoryExploration.Budget.of(order.executions().getAsInt(), order.seed())
                            : exploration.usual(order.seed()));
            double seconds = (System.nanoTime() - began) / NANOS_OF_SECOND;
            right &= result.failure().isEmpty() && !result.isEndless();
            boolean apart = result.failure().isEmpty() && !MemoryExploration.meet(scenario, MOST_UNMET);
            out.println(table.row(List.of(
                    scenario.name(),
                    result.isEndless()
                            ? "endless"
                            : apart ? "apart" : result.failure().isEmpty() ? "agrees" : "WRONG",
                    "%,d executions in %.1f s%s%s%s"
                            .formatted(
                                    result.executions(),
                                    seconds,
                                    result.allUpTo() < 0
                                            ? ""
                                            : ", all with up to %d choices that differ".formatted(result.allUpTo()),
                                    result.tooLong() == 0 ? "" : ", %,d without an end".formatted(result.tooLong()),
                                    apart && !result.isEndless()
                                            ? "; no two threads come to a word that one of them writes"
                                            : ""))));
            result.failure().ifPresent(failure -> show(scenario.name(), failure));
            out.flush();
        }
        notExplored(scenarios);
        if (lacking || !seen) {
            out.println("nothing is known of what is unseen; "
                    + (order.structures().isEmpty()
                            ? "take other sides"
                            : "a structure has its state in the region that it is opened in"));
            out.flush();
        }
        return right && !lacking && seen;
    }

    /// The reasons why sides are not in the table, each with all that it is the reason for; and what is believed of
    /// those that are.
    private void notExplored(List<MemoryScenario> scenarios) {
        SequencedMap<String, List<String>> sides = new LinkedHashMap<>();
        chosen.rejected()
                .forEach((side, reason) ->
                        sides.computeIfAbsent(reason, _ -> new ArrayList<>()).add(side));
        sides.forEach((reason, of) -> out.println("not explored: %s: %s".formatted(String.join(", ", of), reason)));
        scenarios.stream()
                .filter(SideScenario.class::isInstance)
                .map(scenario -> ((SideScenario) scenario).substrate())
                .distinct()
                .filter(substrate ->
                        RegionTransports.isBelieved(substrate, chosen.catalog().transports()))
                .forEach(substrate ->
                        out.println(substrate + ": its transport says that all its ends share lies in regions; what"
                                + " does not is not seen to be weak"));
    }

    /// Whether it is there because somebody named it, and not among all that there are.
    private boolean isNamed(MemoryScenario scenario) {
        return order.scenario().isPresent()
                || !order.structures().isEmpty()
                || scenario instanceof SideScenario side && order.substrates().contains(side.substrate());
    }

    private void show(String scenario, MemoryExploration.Failure failure) {
        out.println("    " + failure.reason());
        failure.trace().forEach(line -> out.println("      " + line));
        out.println("    again: --schedule '%s', with the same choice of scenarios, and --scenario '%s'"
                .formatted(failure.schedule().text(), scenario));
    }

    /// Runs one schedule again.
    /// @return whether nothing is wrong in it
    boolean replay(String text) {
        List<MemoryScenario> scenarios = chosen.all();
        if (scenarios.size() != 1) {
            throw new BadInput(
                    "a schedule is of one scenario, and these are %d; name one by --scenario, as the list of results does"
                            .formatted(scenarios.size()));
        }
        MemoryExploration.unseen(scenarios.getFirst()).ifPresent(reason -> {
            throw new BadInput("--schedule: '%s' has none, for %s"
                    .formatted(scenarios.getFirst().name(), reason));
        });
        MemorySchedule schedule;
        try {
            schedule = MemorySchedule.parse(text);
        } catch (IllegalArgumentException e) {
            throw new BadInput("--schedule: " + e.getMessage());
        }
        Optional<MemoryExploration.Failure> failure =
                new MemoryExploration(scenarios.getFirst(), Optional.empty()).replay(schedule);
        failure.ifPresentOrElse(
                wrong -> show(scenarios.getFirst().name(), wrong),
                () -> out.println(scenarios.getFirst().name() + ": nothing is wrong in it"));
        return failure.isEmpty();
    }

    /// Makes each access and each fence weaker, one at a time; a table for docs/proof.md. A place is a method, and
    /// which of its calls of that name, in the order of lines: it stays the same when lines move.
    void mutants(Set<String> classes) {
        MemoryExploration.Budget ofMutants =
                MemoryExploration.Budget.of(order.executions().orElse(OF_A_MUTANT), order.seed());
        MutantTable table = new MutantTable(quick.all(), ofMutants, MOST_SCENARIOS);
        Markdown.head(MUTANTS).forEach(out::println);
        Map<String, SortedSet<Integer>> lines = new HashMap<>(); // by method and call, as far as they have come
        table.run(classes, row -> {
            Site site = row.mutant().site();
            SortedSet<Integer> same = lines.computeIfAbsent(site.place() + " " + site.call(), _ -> new TreeSet<>());
            same.add(site.line());
            out.println(Markdown.row(List.of(
                    Markdown.code(site.place()),
                    Markdown.code(site.call()) + (same.size() == 1 ? "" : ", no. " + same.size()),
                    Markdown.text(row.mutant().weaker().label()),
                    Markdown.text(row.caughtBy().orElse("none")),
                    Long.toString(row.executions()),
                    brief(row.reason()))));
            out.flush();
        });
    }

    private static String brief(String reason) {
        if (reason.contains("not handed over")) {
            return "the state was not handed over";
        }
        if (reason.contains("no order")) {
            return "a wrong answer";
        }
        if (reason.contains("nobody can go on")) {
            return "nobody can go on";
        }
        return reason.isEmpty() ? "" : "it failed";
    }
}
