// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.explore;

import dev.duality.results.table.Table;
import dev.duality.simulation.network.Traffic;
import dev.duality.simulation.run.SimulationOutcome;
import dev.duality.simulation.run.SimulationReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The text in which plays are told.
public final class SimulationText {
    private static final int PERCENT = 100;

    private SimulationText() {}

    /// The counts, a line each.
    public static String table(Scenario scenario, SimulationReport report) {
        StringBuilder text = new StringBuilder();
        line(
                text,
                "%s %s, %d nodes, seed %d"
                        .formatted(
                                scenario.workload().name(),
                                scenario.protocol().name(),
                                scenario.nodes(),
                                scenario.seed()));
        if (!scenario.set().isEmpty()) {
            line(
                    text,
                    scenario.set().entrySet().stream()
                            .map(value -> value.getKey() + "=" + value.getValue())
                            .collect(Collectors.joining(" ")));
        }
        scenario.schedule()
                .ifPresent(schedule -> line(
                        text,
                        "replayed with %,d faults".formatted(schedule.faults().size())));
        line(text, report.outcome().line());
        counts(report).text().forEach(row -> line(text, row));
        return text.toString();
    }

    private static Table counts(SimulationReport report) {
        Traffic traffic = report.traffic();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("  virtual time", Span.text(report.nanos())));
        rows.add(row("events", traffic.events()));
        rows.add(row("messages", traffic.messages()));
        rows.add(row("bytes", traffic.bytes()));
        String work = report.counts().keySet().stream().findFirst().orElse("");
        report.messagesPerOperation()
                .ifPresent(each -> rows.add(List.of("  messages / " + work, "%,.3f".formatted(each))));
        report.busiest().ifPresent(busiest -> rows.addAll(costs(report, busiest)));
        rows.add(row("lost", traffic.lost()));
        rows.add(row("kept by partitions", traffic.parted()));
        rows.add(row("twice", traffic.doubled()));
        rows.add(row("overtaken", traffic.delayed()));
        rows.add(row("missed, node down", traffic.missed()));
        rows.add(row("timers", traffic.timers()));
        report.counts().forEach((name, count) -> rows.add(row(name, count)));
        report.digest().ifPresent(digest -> rows.add(List.of("  digest", "%016x".formatted(digest))));
        return new Table("", List.of(Table.Head.words(""), Table.Head.number("")), rows, List.of());
    }

    /// The lines that are told where messages take nodes' processors: then virtual time says how quick the work was.
    private static List<List<String>> costs(SimulationReport report, SimulationReport.Busiest busiest) {
        List<List<String>> rows = new ArrayList<>();
        String work = report.counts().keySet().stream().findFirst().orElse("");
        report.perSecond()
                .ifPresent(each -> rows.add(List.of("  " + work + " / s of virtual time", "%,.0f".formatted(each))));
        report.times().ifPresent(times -> {
            rows.add(List.of("  half took at most", Span.text(times.halfNanos())));
            rows.add(List.of("  99 of 100 took at most", Span.text(times.highNanos())));
        });
        rows.add(
                List.of("  busiest processor, node " + busiest.node(), "%.1f %%".formatted(PERCENT * busiest.share())));
        return rows;
    }

    /// The failure: what failed, where, and how to see it again.
    /// @param replay the file that was replayed, if one was
    public static String failure(Scenario scenario, SimulationOutcome outcome, Optional<String> replay) {
        return told(
                "FAILED   ",
                scenario,
                outcome,
                replay.map(SimulationText::replay).orElseGet(scenario::command));
    }

    /// The play that was broken off for taking too much at once, and how to see it again.
    public static String tooLarge(Scenario scenario, SimulationOutcome outcome) {
        return told("TOO LARGE  ", scenario, outcome, scenario.command());
    }

    /// @param what with its blanks behind it, as wide as the lines below are set in
    /// @param again how to see it again
    private static String told(String what, Scenario scenario, SimulationOutcome outcome, String again) {
        StringBuilder text = new StringBuilder();
        line(
                text,
                what
                        + "%s %s, %d nodes, seed %d"
                                .formatted(
                                        scenario.workload().name(),
                                        scenario.protocol().name(),
                                        scenario.nodes(),
                                        scenario.seed()));
        line(text, " ".repeat(what.length()) + outcome.line());
        line(text, " ".repeat(what.length()) + again);
        return text.toString();
    }

    /// The schedule that a failure was shrunk to.
    public static String shrunk(Exploration.Shrunk shrunk, Path file) {
        StringBuilder text = new StringBuilder();
        List<String> faults = shrunk.scenario().schedule().orElseThrow().lines();
        line(
                text,
                "SHRUNK   %,d faults to %,d, in %,d plays".formatted(shrunk.before(), faults.size(), shrunk.tries()));
        line(text, "         " + shrunk.outcome().line());
        faults.stream().limit(20).forEach(fault -> line(text, "         " + fault));
        if (faults.size() > 20) {
            line(text, "         and %,d more".formatted(faults.size() - 20));
        }
        line(text, "         " + replay(file.toString()));
        return text.toString();
    }

    /// The remarks of a replay's file about itself.
    public static List<String> remarks(Exploration.Shrunk shrunk, Scenario before) {
        List<String> remarks = new ArrayList<>();
        remarks.add("duality simulate --replay THIS-FILE plays it: "
                + shrunk.outcome().line());
        remarks.add("shrunk from %,d faults of: %s".formatted(shrunk.before(), before.command()));
        return remarks;
    }

    private static String replay(String file) {
        return "duality simulate --replay " + Scenario.quoted(file);
    }

    private static List<String> row(String name, long value) {
        return List.of("  " + name, "%,d".formatted(value));
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append(System.lineSeparator());
    }
}
