// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.results.statistics.Digits;
import dev.duality.results.table.Format;
import dev.duality.results.table.JsonText;
import dev.duality.results.table.LawsReport;
import dev.duality.results.table.Table;
import dev.duality.results.table.TableReport;
import dev.duality.simulation.run.SimulationReport;
import dev.duality.simulation.scale.ScalePoint;
import dev.duality.simulation.scale.ScaleSweep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The report of a sweep over numbers of nodes, to be read by people or programs. The same points give the same report.
///
/// @param parameters in words, whose the network's are
/// @param points ascending by their nodes, at least one
record ScaleReport(ScaleSweep sweep, String parameters, List<ScalePoint> points) {
    private static final int VERSION = 1;
    private static final String GRADE = "model";
    private static final int PERCENT = 100;
    private static final double MICROSECOND = 1e3;
    private static final double SECOND = 1e9;
    private static final List<Table.Head> HEADS = List.of(
            Table.Head.number("nodes"),
            Table.Head.number("clients"),
            Table.Head.number("a second"),
            Table.Head.number("p50 us"),
            Table.Head.number("p99 us"),
            Table.Head.number("messages"),
            Table.Head.number("busiest"),
            Table.Head.number("seconds"),
            Table.Head.words("grade"));
    private static final List<String> DATA = List.of(
            "workload",
            "protocol",
            "nodes",
            "clients",
            "done",
            "virtual_seconds",
            "per_second",
            "p50_ns",
            "p99_ns",
            "messages",
            "busiest_node",
            "busiest_share",
            "digest",
            "grade");

    /// @param columns width of the terminal, for [Format#TEXT] alone
    /// @return lines, each with its end; [Format#LONG] is [Format#CSV]
    /// @throws IllegalArgumentException for [Format#HTML]: there is no such form
    String render(Format format, int columns) {
        if (format == Format.JSON) {
            return json();
        }
        String table = new TableReport(description(), List.of(table()), data()).render(format, columns);
        boolean laws = points.size() > 1 && (format == Format.TEXT || format == Format.MARKDOWN);
        return laws ? table + "\n" + new LawsReport(List.of(sweep.scaling(points))).render(format, columns) : table;
    }

    private List<String> description() {
        return List.of(
                "%s %s in virtual time, seed %d: a model, nothing here was measured"
                        .formatted(sweep.workload().name(), sweep.protocol().name(), sweep.seed()),
                "network: " + parameters,
                "set: " + set());
    }

    private String set() {
        Map<String, String> set = new LinkedHashMap<>(sweep.values());
        set.putAll(sweep.network().set());
        return set.isEmpty()
                ? "nothing"
                : String.join(
                        " ",
                        set.entrySet().stream()
                                .map(value -> value.getKey() + "=" + value.getValue())
                                .sorted()
                                .toList());
    }

    private Table table() {
        return new Table("", HEADS, points.stream().map(ScaleReport::cells).toList(), notes());
    }

    private static List<String> cells(ScalePoint point) {
        SimulationReport report = point.report();
        return List.of(
                Integer.toString(point.nodes()),
                Integer.toString(point.clients()),
                Digits.three(point.perSecond()),
                report.times().map(times -> microseconds(times.halfNanos())).orElse(""),
                report.times().map(times -> microseconds(times.highNanos())).orElse(""),
                "%.2f".formatted(report.messagesPerOperation().orElse(0)),
                report.busiest()
                        .map(one -> "%.0f %% (%d)".formatted(PERCENT * one.share(), one.node()))
                        .orElse(""),
                Digits.three(report.nanos() / SECOND),
                GRADE);
    }

    private static String microseconds(long nanos) {
        return Digits.three(nanos / MICROSECOND);
    }

    private List<String> notes() {
        String work = points.getFirst().report().counts().keySet().stream()
                .findFirst()
                .orElse("");
        List<String> notes = new ArrayList<>();
        notes.add(("a second: %s in a second of virtual time; p50, p99: how long one took; messages: for each;"
                        + " busiest: share of the time for which messages kept the busiest node's processor busy (and which node);"
                        + " seconds: of virtual time")
                .formatted(work));
        if (points.getFirst().report().busiest().isEmpty()) {
            notes.add("messages take nothing of a processor here, so no server is ever too busy; take --from RUN, or"
                    + " --set overhead");
        }
        return notes;
    }

    private Table data() {
        return Table.of("", DATA, points.stream().map(this::data).toList(), List.of());
    }

    private List<String> data(ScalePoint point) {
        SimulationReport report = point.report();
        return List.of(
                sweep.workload().name(),
                sweep.protocol().name(),
                Integer.toString(point.nodes()),
                Integer.toString(point.clients()),
                Long.toString(report.counts().values().stream().findFirst().orElse(0L)),
                decimal("%.9f", report.nanos() / SECOND),
                decimal("%.3f", point.perSecond()),
                report.times().map(times -> Long.toString(times.halfNanos())).orElse(""),
                report.times().map(times -> Long.toString(times.highNanos())).orElse(""),
                Long.toString(report.traffic().messages()),
                report.busiest().map(one -> Integer.toString(one.node())).orElse(""),
                report.busiest().map(one -> decimal("%.4f", one.share())).orElse(""),
                "%016x".formatted(report.digest().orElse(0)),
                GRADE);
    }

    private static String decimal(String form, double value) {
        return String.format(Locale.ROOT, form, value);
    }

    private String json() {
        List<Map<String, String>> rows = new ArrayList<>();
        for (ScalePoint point : points) {
            Map<String, String> row = new LinkedHashMap<>();
            List<String> cells = data(point);
            for (int column = 0; column < DATA.size(); column++) {
                row.put(DATA.get(column), cells.get(column));
            }
            rows.add(row);
        }
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("version", VERSION);
        report.put("grade", GRADE);
        report.put("network", parameters);
        report.put("set", set());
        report.put("rows", rows);
        return JsonText.of(report);
    }
}
