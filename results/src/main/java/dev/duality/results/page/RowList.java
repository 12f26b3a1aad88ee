// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.page;

import dev.duality.results.BatchMeans;
import dev.duality.results.Cell;
import dev.duality.results.CellRecord;
import dev.duality.results.Contract;
import dev.duality.results.Figure;
import dev.duality.results.OpenLoop;
import dev.duality.results.Outcome;
import dev.duality.results.Run;
import dev.duality.results.Side;
import dev.duality.results.chart.PlainText;
import dev.duality.results.chart.Settings;
import dev.duality.results.finding.Brief;
import dev.duality.results.finding.Costs;
import dev.duality.results.finding.Failure;
import dev.duality.results.finding.Findings;
import dev.duality.results.finding.FloorFinding;
import dev.duality.results.finding.Gap;
import dev.duality.results.finding.Grade;
import dev.duality.results.finding.Row;
import dev.duality.results.folder.RunFolder;
import dev.duality.results.statistics.Digits;
import dev.duality.results.statistics.Latencies;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/// The rows of a run, each of which opens to its forks, flags, command and files.
final class RowList {
    /// What an address has before a cell's id, so that no cell has the name of a section.
    static final String ANCHOR = "row:";

    /// What follows is left out, and the page says so: it must stay a page.
    private static final int MOST_CHARACTERS = 16 << 20;

    private static final int MOST_FORKS = 100; // of one row
    private static final int MOST_CHOICES = 500;
    private static final int MOST_FLOORS = 10;
    private static final int MOST_FILES = 10; // of one fork
    private static final int MOST_FLAGS = 200;

    private static final List<String> COLUMNS = List.of(
            "substrate", "w+s", "setting", "ops/s", "round trip ns", "p50 ns", "p99 ns", "speedup", "gap", "grade");

    private final Findings findings;
    private final Html html;
    private final Settings settings;
    private final double clockStep;
    private final Map<String, List<CellRecord>> records;
    private int left; // rows that have no room

    private RowList(Findings findings, Html html) {
        this.findings = findings;
        this.html = html;
        settings = new Settings(findings);
        clockStep = findings.floor().map(FloorFinding::clockStepNanos).orElse(0.0);
        records = findings.run().records().stream()
                .collect(Collectors.groupingBy(CellRecord::cell, LinkedHashMap::new, Collectors.toList()));
    }

    static void write(Findings findings, Html html) {
        RowList list = new RowList(findings, html);
        list.filter();
        list.rows();
    }

    /// Works with scripts only, and is shown by them.
    private void filter() {
        html.open("form", "id", "filter", "hidden", "hidden", "role", "search");
        html.open("label").text("Find ");
        html.empty(
                "input",
                "type",
                "search",
                "id",
                "words",
                "placeholder",
                "words, such as rpc ring",
                "autocomplete",
                "off");
        html.close();
        choice("workload", workloads());
        choice("side", sides());
        choice("grade", List.of("A", "B", "C", "FAIL"));
        html.element("output", "", "id", "found", "aria-live", "polite", "for", "words workload side grade");
        html.element("button", "Open all", "type", "button", "id", "open-all");
        html.element("button", "Close all", "type", "button", "id", "close-all");
        html.close();
    }

    private void choice(String name, List<String> values) {
        html.open("label").text(name + " ").open("select", "id", name);
        html.element("option", "all", "value", "");
        values.stream()
                .limit(MOST_CHOICES)
                .forEach(value -> html.element("option", value, "value", PlainText.of(value)));
        html.close().close();
    }

    private List<String> sides() {
        boolean byHand = findings.run().plan().stream().anyMatch(cell -> cell.side() == Side.BY_HAND);
        return byHand
                ? List.of(Side.SHM.word(), Side.MESSAGING.word(), Side.BY_HAND.word())
                : List.of(Side.SHM.word(), Side.MESSAGING.word());
    }

    private List<String> workloads() {
        List<String> names = new ArrayList<>(
                findings.workloads().stream().map(Findings.Workload::name).toList());
        noRow().stream()
                .map(failure -> failure.cell().workload())
                .filter(name -> !names.contains(name))
                .distinct()
                .forEach(names::add);
        return names;
    }

    /// What left a cell without a row: it failed altogether, or its only load did.
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

    private void rows() {
        html.open("div", "class", "rows");
        floors();
        for (Findings.Workload workload : findings.workloads()) {
            if (html.length() >= MOST_CHARACTERS) {
                left += workload.rows().size();
                continue;
            }
            html.open("div", "class", "group").element("h3", workload.name());
            titles();
            workload.rows().forEach(row -> ifThereIsRoom(() -> row(row)));
            html.close();
        }
        List<Failure> failed = noRow();
        if (!failed.isEmpty()) {
            html.open("div", "class", "group").element("h3", "Failed, and so no row");
            failed.forEach(failure -> ifThereIsRoom(() -> failed(failure)));
            html.close();
        }
        html.close();
        if (left > 0) {
            html.element(
                    "p",
                    Digits.whole(left)
                            + " more rows have no room on this page; duality report --format csv has them all.");
        }
        html.element("p", "No row fits.", "id", "none", "hidden", "hidden");
    }

    private void ifThereIsRoom(Runnable row) {
        if (html.length() < MOST_CHARACTERS) {
            row.run();
        } else {
            left++;
        }
    }

    private void floors() {
        for (FloorFinding floor : findings.floors().stream().limit(MOST_FLOORS).toList()) {
            html.element(
                    "p",
                    "Row 0, the floor: " + Digits.three(floor.roundTripNanos().median()) + " ns"
                            + (floor.cpus().isEmpty()
                                    ? ""
                                    : ", cpus "
                                            + floor.cpus().stream()
                                                    .map(String::valueOf)
                                                    .collect(Collectors.joining(" and "))),
                    "class",
                    "floor");
        }
    }

    /// For those who see the columns; each figure of a row has its title for the others.
    private void titles() {
        html.open("div", "class", "titles", "aria-hidden", "true");
        COLUMNS.forEach(title -> html.element("span", title));
        html.close();
    }

    private void row(Row row) {
        Cell cell = row.cell();
        Optional<Row.Open> open = row.open().stream().findFirst();
        Optional<Grade> grade = grade(row);
        begin(row.id(), cell, grade.map(Grade::letter));
        figures(List.of(
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
                open.map(loop -> nanos(loop.p50Nanos())).orElse(""),
                open.map(loop -> nanos(loop.p99Nanos())).orElse(""),
                row.job()
                        .flatMap(Row.Job::speedup)
                        .map(speedup -> Brief.figure(speedup))
                        .orElse(""),
                row.gap().map(gap -> Brief.withInterval(gap.ratio())).orElse(""),
                grade.map(found -> found.letter().name()).orElse("")));
        html.open("div", "class", "inside");
        html.open("dl");
        identity(row.id(), cell);
        row.regime().ifPresent(regime -> fact("regime", regime.words()));
        if (!row.moves().words().isEmpty()) {
            fact("moves of the host", row.moves().words());
        }
        row.roundTrips().ifPresent(found -> fact("a + b x floor", found.words()));
        row.notes().forEach(note -> fact("note", note));
        if (!row.unequal().isEmpty()) {
            fact("unequal", "to messages in " + String.join(", ", row.unequal()));
        }
        grade.filter(found -> !found.reasons().isEmpty())
                .ifPresent(found -> fact("grade " + found.letter(), String.join("; ", found.reasons())));
        row.failures().forEach(failure -> fact("no figure", failure.part().words() + ": " + failure.reason()));
        row.gap().ifPresent(this::gap);
        row.closed().ifPresent(loop -> closed(cell, loop));
        row.job().ifPresent(this::job);
        html.close();
        open(row.open());
        forks(cell);
        how();
        html.close().close();
    }

    private void failed(Failure failure) {
        begin(failure.cell().id(), failure.cell(), Optional.of(Grade.Letter.FAIL));
        Cell cell = failure.cell();
        figures(List.of(
                cell.substrate(),
                cell.workers() + "+" + cell.servers(),
                cell.workload() + ", " + settings.words(cell),
                "",
                "",
                "",
                "",
                "",
                "",
                "FAIL"));
        html.open("div", "class", "inside").open("dl");
        identity(cell.id(), cell);
        fact("failed", failure.part().words() + ": " + failure.reason());
        failure.log().ifPresent(log -> fact("log", log));
        html.close();
        forks(cell);
        how();
        html.close().close();
    }

    private void begin(String id, Cell cell, Optional<Grade.Letter> grade) {
        html.open(
                "details",
                "class",
                "row",
                "id",
                ANCHOR + id,
                "data-workload",
                PlainText.of(cell.workload()),
                "data-side",
                cell.side().word(),
                "data-grade",
                grade.map(Enum::name).orElse(""));
    }

    private void figures(List<String> texts) {
        html.open("summary");
        for (int i = 0; i < texts.size(); i++) {
            html.open("span", "class", texts.get(i).isEmpty() ? "figure none" : "figure");
            html.element("b", COLUMNS.get(i) + " ").text(texts.get(i)).close();
        }
        html.close();
    }

    private void identity(String id, Cell cell) {
        html.element("dt", "cell").open("dd").element("code", cell.id()).text(" ");
        html.element("a", "link to this row", "href", "#" + ANCHOR + id).close();
        fact("class", cell.rowClass().words());
        if (!cell.params().isEmpty()) {
            fact(
                    "parameters",
                    cell.params().entrySet().stream()
                            .map(entry -> Settings.parameter(entry.getKey(), entry.getValue()))
                            .collect(Collectors.joining(", ")));
        }
        Contract contract = cell.contract();
        fact(
                "contract",
                "producers " + contract.producers() + ", consumers " + contract.consumers() + ", " + contract.bounded()
                        + ", " + contract.ordered() + ", " + contract.durable() + ", " + contract.copies() + ", reach "
                        + contract.reach()
                        + ", " + (contract.atomic().equals(Contract.NONE) ? "" : "atomic ") + contract.atomic());
    }

    private void gap(Gap gap) {
        html.element("dt", "gap").open("dd");
        html.text(gap.words() + " by " + gap.measure().words() + ", against ");
        html.element("a", gap.against().id(), "href", "#" + ANCHOR + gap.againstRow());
        html.text(
                switch (gap.basis()) {
                    case THREADS -> ", equal threads";
                    case WORKERS -> ", equal workers";
                    case SHAPE -> ", equal workers and servers";
                });
        html.text(gap.unequal().isEmpty() ? "" : "; unequal: " + String.join(", ", gap.unequal()));
        html.close();
    }

    private void closed(Cell cell, Row.Closed loop) {
        fact(
                "closed loop",
                Digits.three(loop.opsPerSecond().median()) + " ops/s, "
                        + Digits.three(loop.nanosPerOp().median())
                        + " ns an operation"
                        + (loop.xFloor().isEmpty()
                                ? ""
                                : ", " + Digits.ratio(loop.xFloor().getAsDouble()) + " x floor")
                        + "; forks vary by " + Digits.three(loop.opsPerSecond().variation() * 100) + " %");
        if (loop.boundNanos().isPresent()) {
            OptionalDouble most = loop.boundOpsPerSecond(cell);
            fact(
                    "bound",
                    Digits.three(loop.boundNanos().getAsDouble()) + " ns a round trip"
                            + (most.isEmpty() ? "" : ", " + Digits.three(most.getAsDouble()) + " ops/s"));
        }
        loop.batches().ifPresent(this::batches);
        costs(loop.costs());
    }

    private void batches(BatchMeans batches) {
        fact(
                "batch means",
                Digits.three(batches.lowestNanos()) + " to " + Digits.three(batches.highestNanos()) + " ns, middle "
                        + Digits.three(batches.middleNanos()) + " ns: " + Digits.whole((double) batches.batches())
                        + " batches of " + Digits.whole(batches.opsPerBatch()));
    }

    private void costs(Costs costs) {
        List<String> parts = new ArrayList<>();
        part(parts, costs.cpuNanosPerOp(), " CPU-ns/op");
        part(parts, costs.bytesPerOp(), " B/op");
        part(parts, costs.voluntarySwitches(), " voluntary switches");
        part(parts, costs.involuntarySwitches(), " involuntary switches");
        part(parts, costs.migrations(), " migrations");
        part(parts, costs.stealMillis(), " ms stolen");
        part(parts, costs.gcMillis(), " ms of garbage collection");
        if (!parts.isEmpty()) {
            fact("used", String.join(", ", parts));
        }
        if (!costs.figures().isEmpty()) {
            fact("counted", costs.figures().stream().map(RowList::figure).collect(Collectors.joining(", ")));
        }
    }

    private static void part(List<String> parts, OptionalDouble value, String unit) {
        value.ifPresent(number -> parts.add(Digits.three(number) + unit));
    }

    private static String figure(Figure figure) {
        return figure.name() + " " + Digits.three(figure.value())
                + (figure.unit().equals(Figure.PER_OP) || figure.unit().isEmpty() ? "" : " ") + figure.unit();
    }

    private void job(Row.Job job) {
        fact(
                "fixed job",
                job.plainSeconds()
                                .map(plain -> "T1 " + Digits.three(plain.median()) + " s plainly, ")
                                .orElse("")
                        + "Tn " + Digits.three(job.seconds().median()) + " s"
                        + job.speedup()
                                .map(speedup -> ", speedup " + Brief.withInterval(speedup))
                                .orElse("")
                        + ", grade " + job.grade().letter()
                        + (job.grade().reasons().isEmpty()
                                ? ""
                                : " (" + String.join("; ", job.grade().reasons()) + ")")
                        + "; COST "
                        + (job.cost().isPresent()
                                ? job.cost().getAsInt() + " threads"
                                : job.triedThreads() == 0
                                        ? "not tried"
                                        : "none up to " + job.triedThreads() + " threads"));
    }

    private void open(List<Row.Open> loops) {
        if (loops.isEmpty()) {
            return;
        }
        table(
                "Open loop, latency in ns from the intended start",
                List.of(
                        "offered /s",
                        "achieved /s",
                        "count",
                        "p50",
                        "p90",
                        "p99",
                        "p99.9",
                        "p99.99",
                        "worst",
                        "stalls/s",
                        "idle",
                        "CPU-ns/op",
                        "grade"),
                loops.stream()
                        .map(loop -> List.of(
                                Digits.three(loop.targetPerSecond()),
                                Digits.three(loop.achievedPerSecond().median()),
                                Digits.whole((double) loop.count()),
                                nanos(loop.p50Nanos()),
                                nanos(loop.p90Nanos()),
                                nanos(loop.p99Nanos()),
                                nanos(loop.p999Nanos()),
                                nanos(loop.p9999Nanos()),
                                nanos(OptionalLong.of(loop.maxNanos())),
                                Digits.three(loop.stallsPerSecond()),
                                loop.idleStallsPerSecond().isPresent()
                                        ? Digits.three(
                                                loop.idleStallsPerSecond().getAsDouble())
                                        : "",
                                loop.costs().cpuNanosPerOp().isPresent()
                                        ? Digits.three(
                                                loop.costs().cpuNanosPerOp().getAsDouble())
                                        : "",
                                loop.grade().letter()
                                        + (loop.grade().reasons().isEmpty()
                                                ? ""
                                                : ": "
                                                        + String.join(
                                                                "; ",
                                                                loop.grade().reasons()))))
                        .toList());
    }

    private void forks(Cell cell) {
        List<CellRecord> all = records.getOrDefault(cell.id(), List.of());
        table(
                "Forks",
                List.of("fork", "began", "took s", "cpus", "ops/s", "ns/op", "open loop", "job s", "files"),
                all.stream().limit(MOST_FORKS).map(this::fork).toList());
        if (all.size() > MOST_FORKS) {
            html.element("p", Digits.whole(all.size() - MOST_FORKS) + " more forks stand in run.json.");
        }
    }

    private List<String> fork(CellRecord record) {
        List<String> files =
                new ArrayList<>(record.files().stream().map(RunFolder::placeOf).toList());
        List<String> figures = switch (record.outcome()) {
            case Outcome.Measured fork -> {
                fork.open().forEach(loop -> files.add(RunFolder.placeOfHistogram(loop.histogram())));
                yield List.of(
                        fork.cpus().stream().map(String::valueOf).collect(Collectors.joining(" ")),
                        fork.closed()
                                .map(loop -> Digits.three(loop.opsPerSecond()))
                                .orElse(""),
                        fork.closed()
                                .map(loop -> Digits.three(loop.nanosPerOp()))
                                .orElse(""),
                        fork.open().stream().map(this::open).collect(Collectors.joining("; ")),
                        fork.job().map(job -> Digits.three(job.seconds())).orElse(""));
            }
            case Outcome.Failed(String reason, Optional<String> _) -> List.of("", "failed: " + reason, "", "", "");
            case Outcome.Skipped(String reason) -> List.of("", "skipped: " + reason, "", "", "");
        };
        List<String> texts = new ArrayList<>();
        texts.add(record.fork() + (record.attempt() > 1 ? ", attempt " + record.attempt() : ""));
        texts.add(record.started().truncatedTo(ChronoUnit.SECONDS).toString());
        texts.add(Digits.three(seconds(record)));
        texts.addAll(figures);
        texts.add(files.stream().limit(MOST_FILES).collect(Collectors.joining(", "))
                + (files.size() > MOST_FILES ? ", and " + (files.size() - MOST_FILES) + " more" : ""));
        return texts;
    }

    private static double seconds(CellRecord record) {
        Duration took = Duration.between(record.started(), record.finished());
        return took.toSeconds() + took.toNanosPart() / 1e9;
    }

    private String open(OpenLoop loop) {
        return Digits.three(loop.achievedPerSecond()) + " of " + Digits.three(loop.targetPerSecond()) + "/s: "
                + (Latencies.bears(loop.count(), 50) ? "p50 " + nanos(OptionalLong.of(loop.p50Nanos())) + ", " : "")
                + "worst " + nanos(OptionalLong.of(loop.maxNanos())) + " ns";
    }

    /// What all rows of the run have alike, so that a row can be read alone.
    private void how() {
        Run run = findings.run();
        html.open("dl");
        html.element("dt", "flags")
                .open("dd")
                .element(
                        "code",
                        run.jvm().flags().isEmpty()
                                ? "none"
                                : run.jvm().flags().stream().limit(MOST_FLAGS).collect(Collectors.joining(" ")))
                .close();
        html.element("dt", "command").open("dd").element("code", run.command()).close();
        html.close();
    }

    private void table(String caption, List<String> head, List<List<String>> rows) {
        if (!rows.isEmpty()) {
            new Table(caption, head, rows, List.of()).write(html);
        }
    }

    private void fact(String name, String text) {
        html.element("dt", name).element("dd", text);
    }

    /// Of the closed loop, else of the job, else of the open loop: each has a grade of its own.
    private static Optional<Grade> grade(Row row) {
        return row.grade().or(() -> row.open().stream().map(Row.Open::grade).findFirst());
    }

    /// A reading of the clock that is below its step is not printed (MEASURING.md, rule 11).
    private String nanos(OptionalLong nanos) {
        if (nanos.isEmpty()) {
            return "";
        }
        return nanos.getAsLong() < clockStep ? "<" + Digits.three(clockStep) : Digits.three((double) nanos.getAsLong());
    }
}
