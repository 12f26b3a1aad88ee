// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.explore;

import dev.duality.simulation.network.Traffic;
import dev.duality.simulation.run.SimulationOutcome;
import dev.duality.simulation.run.SimulationReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The text in which plays are told.
public final class SimulationText {
    private SimulationText() {}

    /// The counts, a line each.
    public static String table(Scenario scenario, SimulationReport report) {
        Traffic traffic = report.traffic();
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
        row(text, "virtual time", Span.text(report.nanos()));
        row(text, "events", traffic.events());
        row(text, "messages", traffic.messages());
        row(text, "bytes", traffic.bytes());
        String work = report.counts().keySet().stream().findFirst().orElse("");
        report.messagesPerOperation().ifPresent(each -> row(text, "messages / " + work, "%,.3f".formatted(each)));
        row(text, "lost", traffic.lost());
        row(text, "kept by partitions", traffic.parted());
        row(text, "twice", traffic.doubled());
        row(text, "overtaken", traffic.delayed());
        row(text, "missed, node down", traffic.missed());
        row(text, "timers", traffic.timers());
        for (Map.Entry<String, Long> count : report.counts().entrySet()) {
            row(text, count.getKey(), count.getValue());
        }
        report.digest().ifPresent(digest -> row(text, "digest", "%016x".formatted(digest)));
        return text.toString();
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

    private static void row(StringBuilder text, String name, long value) {
        row(text, name, "%,d".formatted(value));
    }

    private static void row(StringBuilder text, String name, String value) {
        line(text, "  %-22s %20s".formatted(name, value));
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append(System.lineSeparator());
    }
}
