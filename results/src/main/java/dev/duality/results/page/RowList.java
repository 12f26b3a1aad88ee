// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.page;

import dev.duality.results.Cell;
import dev.duality.results.SubstrateSide;
import dev.duality.results.chart.Chart;
import dev.duality.results.chart.Densities;
import dev.duality.results.chart.Settings;
import dev.duality.results.finding.Brief;
import dev.duality.results.finding.Failure;
import dev.duality.results.finding.Findings;
import dev.duality.results.finding.Grade;
import dev.duality.results.finding.Row;
import dev.duality.results.picture.Drawing;
import dev.duality.results.statistics.Digits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The rows of a run, by workload, and behind them the cells that have none. Each opens to what [RowFacts] says of it.
final class RowList {
    /// The most characters of rows; what follows is left out, and the page says so: it must stay a page.
    private static final int MOST_CHARACTERS = 16 << 20;
    private static final double NARROW = 330; // pixels: a phone has room for it

    private static final int MOST_WORKLOADS = 500; // to choose from

    private static final List<String> COLUMNS = List.of(
            "substrate", "w+s", "setting", "ops/s", "round trip ns", "p50 ns", "p99 ns", "speedup", "gap", "grade");

    private final Findings findings;
    private final Settings settings;
    private final RowFacts facts;
    private final ForkFacts forks;
    private final List<Group> groups = new ArrayList<>();
    private int written;
    private int left;

    /// @param titles of the columns; empty where the rows have no figures
    /// @param rows markup, each a row
    record Group(String name, List<String> titles, List<String> rows) {}

    /// One row, by the names that `row.html` has.
    ///
    /// @param grades all letters that it has, so that each is found
    /// @param figures what stands in its line; behind them the reason of those that are missing, if some are
    /// @param densities how its times are spread; none where too few were measured
    record View(
            String id,
            String workload,
            String side,
            String grades,
            List<Figure> figures,
            List<RowFacts.Fact> facts,
            List<Density> densities,
            List<TableView> tables,
            String more,
            String flags,
            String command) {}

    /// @param drawing markup of it
    record Density(String title, String drawing) {
        static Density of(Chart.Density chart) {
            return new Density(
                    chart.title(), Drawing.forPage(chart, NARROW, "hump").markup());
        }
    }

    /// @param none whether there is nothing to show
    record Figure(String title, String text, boolean none) {}

    private RowList(Findings findings) {
        this.findings = findings;
        settings = new Settings(findings);
        facts = new RowFacts(findings);
        forks = new ForkFacts(findings.run(), facts);
    }

    static RowList of(Findings findings) {
        RowList list = new RowList(findings);
        findings.workloads().forEach(list::add);
        list.add(list.noRow());
        return list;
    }

    List<Group> groups() {
        return List.copyOf(groups);
    }

    /// The number of rows that have no room.
    int left() {
        return left;
    }

    List<String> sides() {
        boolean byHand = findings.run().plan().stream().anyMatch(cell -> cell.side() == SubstrateSide.BY_HAND);
        return byHand
                ? List.of(SubstrateSide.SHM.label(), SubstrateSide.MESSAGING.label(), SubstrateSide.BY_HAND.label())
                : List.of(SubstrateSide.SHM.label(), SubstrateSide.MESSAGING.label());
    }

    List<String> workloads() {
        List<String> names = new ArrayList<>(findings.workloads().stream()
                .map(Findings.WorkloadFindings::name)
                .toList());
        noRow().stream()
                .map(failure -> failure.cell().workload())
                .filter(name -> !names.contains(name))
                .distinct()
                .forEach(names::add);
        return names.stream().limit(MOST_WORKLOADS).toList();
    }

    /// The failures that left a cell without a row: it failed altogether, or its only load did.
    private List<Failure> noRow() {
        Set<Cell> having = findings.workloads().stream()
                .flatMap(workload -> workload.rows().stream())
                .map(Row::cell)
                .collect(Collectors.toSet());
        Map<Cell, Failure> failed = new LinkedHashMap<>();
        findings.failures().stream()
                .filter(failure -> !having.contains(failure.cell()))
                .forEach(failure -> failed.putIfAbsent(failure.cell(), failure));
        return List.copyOf(failed.values());
    }

    private void add(Findings.WorkloadFindings workload) {
        List<String> rows = new ArrayList<>();
        for (Row row : workload.rows()) {
            if (isRoom()) {
                rows.add(markup(view(row)));
            }
        }
        if (!rows.isEmpty()) {
            groups.add(new Group(workload.name(), COLUMNS, rows));
        }
    }

    private void add(List<Failure> failed) {
        List<String> rows = new ArrayList<>();
        for (Failure failure : failed) {
            if (isRoom()) {
                rows.add(markup(view(failure)));
            }
        }
        if (!rows.isEmpty()) {
            groups.add(new Group("Failed, and so no row", List.of(), rows));
        }
    }

    private boolean isRoom() {
        boolean room = written < MOST_CHARACTERS;
        left += room ? 0 : 1;
        return room;
    }

    private String markup(View view) {
        String markup = Template.ROW.fill(view);
        written += markup.length();
        return markup;
    }

    private View view(Row row) {
        Cell cell = row.cell();
        Optional<Row.Open> open = row.open().stream().findFirst();
        boolean missed = row.failures().stream().anyMatch(failure -> failure.part() instanceof Failure.Part.Open);
        String grades = grades(row);
        return view(
                row.id(),
                cell,
                grades,
                List.of(
                        cell.substrate(),
                        cell.workers() + "+" + cell.servers(),
                        settings.words(cell)
                                + row.regime()
                                        .filter(_ -> findings.regimes().several())
                                        .map(regime -> ", " + regime.name())
                                        .orElse(""),
                        row.closed()
                                .map(loop -> Digits.three(loop.opsPerSecond().median()))
                                .orElse(""),
                        row.closed()
                                .filter(_ -> cell.window() == 1 && cell.servers() > 0)
                                .map(loop -> Digits.three(loop.nanosPerOp().median()))
                                .orElse(""),
                        open.map(loop -> facts.nanos(loop.p50Nanos())).orElse(missed ? "rate missed" : ""),
                        open.map(loop -> facts.nanos(loop.p99Nanos())).orElse(""),
                        row.job().flatMap(Row.Job::speedup).map(Brief::marked).orElse(""),
                        row.gap().map(Brief::gap).orElse(""),
                        grades),
                facts.missing(row),
                facts.of(row),
                Densities.of(findings, row).map(Density::of).stream().toList(),
                facts.openLoops(row));
    }

    private View view(Failure failure) {
        Cell cell = failure.cell();
        return view(
                cell.id(),
                cell,
                Grade.Letter.FAIL.name(),
                List.of(
                        cell.substrate(),
                        cell.workers() + "+" + cell.servers(),
                        cell.workload() + ", " + settings.words(cell),
                        "",
                        "",
                        "",
                        "",
                        "",
                        "",
                        "FAIL"),
                RowFacts.reason(failure),
                facts.of(failure),
                List.of(),
                List.of());
    }

    private View view(
            String id,
            Cell cell,
            String grades,
            List<String> figures,
            String missing,
            List<RowFacts.Fact> own,
            List<Density> densities,
            List<TableView> tables) {
        List<TableView> all = new ArrayList<>(tables);
        all.addAll(forks.of(cell));
        List<Figure> line = new ArrayList<>(IntStream.range(0, figures.size())
                .mapToObj(i -> new Figure(
                        COLUMNS.get(i), figures.get(i), figures.get(i).isEmpty()))
                .toList());
        if (!missing.isEmpty()) {
            line.add(new Figure("note", missing, false));
        }
        return new View(
                id,
                cell.workload(),
                cell.side().label(),
                grades,
                line,
                own,
                densities,
                all,
                forks.more(cell),
                facts.flags(),
                findings.run().command());
    }

    /// Such as `B`, or `B FAIL` where a load of it has failed.
    private static String grades(Row row) {
        Set<Grade.Letter> letters = new TreeSet<>();
        RowFacts.grade(row).ifPresent(grade -> letters.add(grade.letter()));
        if (!row.failures().isEmpty()) {
            letters.add(Grade.Letter.FAIL);
        }
        return letters.stream().map(Enum::name).collect(Collectors.joining(" "));
    }
}
