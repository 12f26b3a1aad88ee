// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.chart;

import dev.duality.results.Cell;
import dev.duality.results.PlainText;
import dev.duality.results.SubstrateSide;
import dev.duality.results.finding.CellSetting;
import dev.duality.results.finding.Findings;
import dev.duality.results.finding.Regime;
import dev.duality.results.finding.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// The rows of a run, by what they have alike that stand in one chart, and how each substrate is told from the others.
final class Groups {
    private final List<Row> rows;
    private final Settings settings;
    private final Map<String, Integer> signs = new HashMap<>();
    private final Map<String, Integer> places = new HashMap<>();

    Groups(Findings findings) {
        rows = findings.workloads().stream()
                .flatMap(workload -> workload.rows().stream())
                .toList();
        settings = new Settings(findings);
        Map<SubstrateSide, Integer> used = new HashMap<>();
        for (Row row : rows) {
            if (!signs.containsKey(row.cell().substrate())) {
                signs.put(row.cell().substrate(), signs.size());
                places.put(row.cell().substrate(), used.merge(row.cell().side(), 1, Integer::sum) - 1);
            }
        }
    }

    /// The setting that rows of one chart have alike.
    record Group(CellSetting setting, Optional<Regime> regime) {
        static Group of(Row row) {
            return new Group(CellSetting.of(row.cell()), row.regime());
        }

        /// The same on whatever machine.
        Group anywhere() {
            return new Group(setting, Optional.empty());
        }

        /// The same for a kernel in which nobody waits, which goes with every wait.
        Group withoutWait() {
            return new Group(setting.withWaits(Cell.NO_WAIT), regime);
        }
    }

    /// Rows that have it, by what they have alike, both in the run's order.
    Map<Group, List<Row>> of(Predicate<Row> has) {
        List<Row> having = rows.stream().filter(has).toList();
        Map<Group, List<Group>> byWait = new HashMap<>();
        Map<Group, List<Row>> groups = new LinkedHashMap<>();
        having.stream().map(Group::of).distinct().forEach(group -> {
            if (!group.setting.waits().equals(Cell.NO_WAIT)) {
                byWait.computeIfAbsent(group.withoutWait(), _ -> new ArrayList<>())
                        .add(group);
            }
            groups.put(group, new ArrayList<>());
        });
        for (Row row : having) {
            Group own = Group.of(row);
            List<Group> into = byWait.containsKey(own) ? byWait.get(own) : List.of(own);
            into.stream().limit(Some.MOST).forEach(group -> groups.get(group).add(row));
        }
        groups.values().removeIf(List::isEmpty);
        return groups;
    }

    String title(Group group, List<Row> own) {
        Cell cell = own.stream()
                .map(Row::cell)
                .filter(each -> each.waits().equals(group.setting.waits()))
                .findFirst()
                .orElseThrow();
        return PlainText.of(group.setting.workload() + ", " + settings.words(cell) + where(group.regime));
    }

    /// Such as `pause, window 16, near`.
    String setting(Row row) {
        return PlainText.of(settings.words(row.cell()) + where(row.regime()));
    }

    /// Such as `, near`; empty where the run met one machine.
    private static String where(Optional<Regime> regime) {
        return Regime.behind(Regime.nameOf(regime));
    }

    /// A line of one row.
    Chart.Series line(Cell cell) {
        return series(cell, name(cell));
    }

    /// One of several lines of a substrate in one chart, with a sign that no other of the run has.
    /// @param what in which they differ
    /// @param before how many of them stand before it
    Chart.Series line(Cell cell, String what, int before) {
        Chart.Series own = line(cell);
        return new Chart.Series(
                own.name() + ", " + PlainText.of(what),
                own.side(),
                own.place() + before,
                own.sign() + before * signs.size());
    }

    /// A line of all rows of one substrate.
    Chart.Series substrate(Cell cell) {
        return series(cell, PlainText.of(cell.substrate()));
    }

    private Chart.Series series(Cell cell, String name) {
        return new Chart.Series(
                name, cell.side(), places.getOrDefault(cell.substrate(), 0), signs.getOrDefault(cell.substrate(), 0));
    }

    /// Such as `rpc messaging:ring 1+1, 64 bytes, window 16, placement=hosts`: all but how it waits.
    String kernel(Cell cell) {
        return PlainText.of(settings.kernel(cell));
    }

    /// Such as `messaging:ring 1+1`.
    static String name(Cell cell) {
        return PlainText.of(cell.substrate() + " " + cell.workers() + "+" + cell.servers());
    }
}
