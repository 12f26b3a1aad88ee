// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.explore;

import dev.duality.results.table.Table;
import dev.duality.simulation.run.SimulationOutcome;
import dev.duality.simulation.run.SimulationReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The counts of an exploration. Safe from any thread.
public final class ExplorationSummary {
    private static final class Row {
        private long report;
        private long refused;
        private long brokenOff;
        private long tooLarge; // of those
        private long failed;
        private long events;
        private long faults;
    }

    private static final List<Table.Head> HEADS = List.of(
            Table.Head.words("workload, protocol"),
            Table.Head.number("plays"),
            Table.Head.number("events"),
            Table.Head.number("messages struck"),
            Table.Head.number("broken off"),
            Table.Head.number("refused"),
            Table.Head.number("failed"));

    private final Map<ProtocolUnderTest, Row> rows = new LinkedHashMap<>();

    public ExplorationSummary(List<ProtocolUnderTest> roles) {
        roles.forEach(role -> rows.put(role, new Row()));
    }

    /// @param report empty if the role refused all that was drawn
    public synchronized void add(ProtocolUnderTest role, Optional<SimulationReport> report) {
        Row row = rows.get(role);
        if (report.isEmpty()) {
            row.refused++;
            return;
        }
        row.report++;
        row.events += report.get().traffic().events();
        row.faults += faults(report.get());
        switch (report.get().outcome()) {
            case SimulationOutcome.Finished _ -> {}
            case SimulationOutcome.BrokenOff(SimulationOutcome.Limit limit) -> {
                row.brokenOff++;
                row.tooLarge += isTooLarge(limit) ? 1 : 0;
            }
            case SimulationOutcome.Violated _, SimulationOutcome.Stuck _ -> row.failed++;
        }
    }

    private static boolean isTooLarge(SimulationOutcome.Limit limit) {
        return limit == SimulationOutcome.Limit.WAITING || limit == SimulationOutcome.Limit.MEMORY;
    }

    /// Whether a play, which was added just now, is the first of its role that took more at once than there is.
    public synchronized boolean isFirstTooLarge(ProtocolUnderTest role, SimulationReport report) {
        return report.outcome() instanceof SimulationOutcome.BrokenOff(SimulationOutcome.Limit limit)
                && isTooLarge(limit)
                && rows.get(role).tooLarge == 1;
    }

    private static long faults(SimulationReport report) {
        return report.traffic().lost()
                + report.traffic().parted()
                + report.traffic().doubled()
                + report.traffic().delayed()
                + report.traffic().missed();
    }

    /// Those that have not failed: one failure is looked at before the next.
    public synchronized List<ProtocolUnderTest> unbroken() {
        return rows.entrySet().stream()
                .filter(row -> row.getValue().failed == 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    public synchronized long failures() {
        return rows.values().stream().mapToLong(row -> row.failed).sum();
    }

    /// All of them in one line.
    public synchronized String line() {
        return "%,d plays, %,d events, %,d failures"
                .formatted(
                        rows.values().stream().mapToLong(row -> row.report).sum(),
                        rows.values().stream().mapToLong(row -> row.events).sum(),
                        failures());
    }

    /// A row for each role.
    public synchronized Table table() {
        List<List<String>> table = new ArrayList<>();
        rows.forEach((role, row) -> table.add(List.of(
                role.name(),
                count(row.report),
                count(row.events),
                count(row.faults),
                count(row.brokenOff),
                count(row.refused),
                count(row.failed))));
        return new Table("", HEADS, table, List.of());
    }

    private static String count(long count) {
        return "%,d".formatted(count);
    }
}
