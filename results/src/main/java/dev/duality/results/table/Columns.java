// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import dev.duality.results.Cell;
import dev.duality.results.Figure;
import dev.duality.results.ParameterValue;
import dev.duality.results.chart.Settings;
import dev.duality.results.finding.Brief;
import dev.duality.results.finding.Costs;
import dev.duality.results.finding.Failure;
import dev.duality.results.finding.Findings;
import dev.duality.results.finding.FloorFinding;
import dev.duality.results.finding.Gap;
import dev.duality.results.finding.Regime;
import dev.duality.results.finding.Row;
import dev.duality.results.finding.WorkerShares;
import dev.duality.results.statistics.Digits;
import dev.duality.results.table.Line.OfFloor;
import dev.duality.results.table.Line.OfRow;
import dev.duality.results.table.Line.OfWorkload;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The columns of the table: who, then the sections in the order in which they stand.
final class Columns {
    private final Findings findings;
    private final Footnotes footnotes;

    Columns(Findings findings, Footnotes footnotes) {
        this.findings = findings;
        this.footnotes = footnotes;
    }

    Grid grid(List<Line> lines) {
        List<Grid.Section> sections = new ArrayList<>();
        sections.add(new Grid.Section(1, work()));
        sections.add(new Grid.Section(Grid.Section.ANSWER, gap()));
        sections.add(new Grid.Section(Grid.Section.NOTE, List.of(Column.words("note", first(this::note)))));
        sections.add(new Grid.Section(4, perThread()));
        sections.add(new Grid.Section(5, costs()));
        counted().forEach(figure -> sections.add(new Grid.Section(6, List.of(figure))));
        sections.add(new Grid.Section(9, bound()));
        sections.add(new Grid.Section(10, shared()));
        sections.add(new Grid.Section(8, latency()));
        sections.add(new Grid.Section(7, job()));
        return new Grid(who(), sections, lines);
    }

    /// The columns that tell one row from the next; those in which all rows are alike are left out.
    private List<Column> who() {
        List<Column> who = new ArrayList<>();
        who.add(Column.words("substrate", line -> switch (line) {
            case OfFloor floor -> "row 0: the floor" + pair(floor.floor());
            case OfWorkload _ -> "";
            case OfRow row -> row.first() ? row.row().cell().substrate() : "";
        }));
        who.add(Column.words("w+s", line -> switch (line) {
            case OfFloor _ -> "1+1";
            case OfWorkload _ -> "";
            case OfRow row ->
                row.first()
                        ? row.row().cell().workers() + "+" + row.row().cell().servers()
                        : "";
        }));
        if (findings.regimes().several()) {
            who.add(Column.words("regime", line -> switch (line) {
                case OfFloor floor -> floor.floor().regime().map(Regime::name).orElse("");
                case OfWorkload _ -> "";
                case OfRow row ->
                    row.first() ? row.row().regime().map(Regime::name).orElse("") : "";
            }));
        }
        if (cells().map(Cell::waits)
                        .filter(wait -> !wait.equals(Cell.NO_WAIT))
                        .distinct()
                        .count()
                > 1) {
            who.add(Column.words("wait", cell(Cell::waits)));
        }
        if (cells().anyMatch(cell -> cell.payloadBytes() > 0)) {
            who.add(Column.number("payload\nbytes", cell(cell -> Digits.whole(cell.payloadBytes()))));
        }
        if (cells().anyMatch(cell -> cell.window() > 1)) {
            who.add(Column.number("window", cell(cell -> Digits.whole(cell.window()))));
        }
        if (findings.workloads().stream().anyMatch(Columns::showsParameters)) {
            who.add(Column.words("parameters", cell(this::parameters)));
        }
        return who;
    }

    /// The cores of a floor, where there are floors of others.
    private String pair(FloorFinding floor) {
        return findings.rowsOfFloors().stream().allMatch(other -> other.cpus().equals(floor.cpus()))
                ? ""
                : ", " + Words.cpus(floor);
    }

    /// Operations and round trips.
    private List<Column> work() {
        return List.of(
                Column.number(
                        "ops/s", closed(loop -> Digits.three(loop.opsPerSecond().median()))),
                Column.number("round\ntrip ns", line -> switch (line) {
                    case OfFloor floor ->
                        Digits.three(floor.floor().roundTripNanos().median());
                    case OfWorkload _ -> "";
                    case OfRow row
                    when row.first()
                            && row.row().cell().window() == 1
                            && row.row().cell().servers() > 0 ->
                        row.row()
                                .closed()
                                .map(loop -> Digits.three(loop.nanosPerOp().median()))
                                .orElse("");
                    case OfRow _ -> "";
                }));
    }

    /// The same by thread, and by floor; and what threads share, which is no table by itself.
    private List<Column> perThread() {
        return List.of(
                Column.number(
                        "ops/s per\nthread",
                        first(row -> row.closed()
                                .map(loop -> Digits.three(loop.opsPerSecond().median()
                                        / row.cell().threads()))
                                .orElse(""))),
                Column.number("x floor", line -> switch (line) {
                    case OfFloor _ -> Digits.ratio(1);
                    case OfWorkload _ -> "";
                    case OfRow row ->
                        row.first()
                                ? row.row()
                                        .closed()
                                        .map(loop -> ratio(loop.xFloor()))
                                        .orElse("")
                                : "";
                }),
                Column.words("class", cell(cell -> cell.rowClass().text())));
    }

    /// The columns of the resources of an operation, and of what the workload is about.
    private List<Column> costs() {
        return List.of(
                Column.number("CPU-ns\n/op", costs(costs -> three(costs.cpuNanosPerOp()))),
                Column.number("B/op", costs(costs -> three(costs.bytesPerOp()))),
                Column.number(
                        "failed\npolls/op",
                        costs(costs -> costs.figure(Figure.FAILED_POLLS)
                                .map(Columns::figure)
                                .orElse(""))));
    }

    /// The columns of what the workloads are about, one each.
    private List<Column> counted() {
        return rows().flatMap(row -> costs(row).figures().stream())
                .filter(figure -> figure.shown() && !figure.name().equals(Figure.FAILED_POLLS))
                .map(figure -> new Figure(figure.name(), 0, figure.unit(), true))
                .distinct()
                .map(kind -> Column.number(
                        title(kind),
                        costs(costs -> costs.figure(kind.name())
                                .filter(figure -> figure.unit().equals(kind.unit()))
                                .map(Columns::figure)
                                .orElse(""))))
                .toList();
    }

    /// A word a line, the unit at the end.
    private static String title(Figure figure) {
        return Plain.line(figure.name() + (figure.unit().equals(Figure.PER_OP) ? "" : " ") + figure.unit())
                .replace(' ', '\n');
    }

    /// The open loop.
    private List<Column> latency() {
        return List.of(
                Column.key(
                        "open loop\nat /s",
                        line -> line instanceof OfRow row
                                ? row.open()
                                        .map(Row.Open::targetPerSecond)
                                        .or(() -> row.missed().flatMap(Columns::rate))
                                        .map(Digits::three)
                                        .orElse("")
                                : ""),
                Column.number("p50\nns", open(loop -> nanos(loop.p50Nanos()))),
                Column.number("p90\nns", open(loop -> nanos(loop.p90Nanos()))),
                Column.number("p99\nns", open(loop -> nanos(loop.p99Nanos()))),
                Column.number("p99.9\nns", open(loop -> nanos(loop.p999Nanos()))),
                Column.number("p99.99\nns", open(loop -> nanos(loop.p9999Nanos()))),
                Column.number("max\nns", open(loop -> nanos(OptionalLong.of(loop.maxNanos())))),
                Column.number("p50\nx floor", open(loop -> ratio(loop.xFloor()))),
                Column.number(
                        "open loop\nCPU-ns/op", open(loop -> three(loop.costs().cpuNanosPerOp()))),
                Column.words(
                        "open loop\ngrade",
                        line -> line instanceof OfRow row
                                ? row.open()
                                        .map(Row.Open::grade)
                                        .or(() -> row.missed().map(Failure::grade))
                                        .map(footnotes::mark)
                                        .orElse("")
                                : ""));
    }

    /// The fixed job.
    private List<Column> job() {
        return List.of(
                Column.number("job s", job(job -> Digits.three(job.seconds().median()))),
                Column.number(
                        "speedup\nT1/Tn",
                        job(job -> job.speedup().map(Brief::withInterval).orElse(""))),
                Column.words(
                        "COST\nthreads",
                        job(job -> job.cost().isPresent()
                                ? String.valueOf(job.cost().getAsInt())
                                : job.triedThreads() == 0 ? "" : "none up to " + job.triedThreads())),
                Column.words("job\ngrade", job(job -> footnotes.mark(job.grade()))));
    }

    /// The columns of the time that lines which must cross between cores take, and of how many round trips of a line
    /// the floors of the run tell; where there is room for it.
    private List<Column> bound() {
        List<Column> bound = new ArrayList<>();
        bound.add(Column.number("bound\nns", closed(loop -> three(loop.boundNanos()))));
        if (rows().anyMatch(row -> row.roundTrips().isPresent())) {
            bound.add(Column.number(
                    "b, line\nround trips",
                    first(row -> row.roundTrips()
                            .map(found -> Digits.ratio(found.perOp()) + found.range())
                            .orElse(""))));
        }
        if (rows().anyMatch(row -> row.moves().moved() > 0)) {
            bound.add(Column.number(
                    "moved/\nredone",
                    first(row -> row.moves().moved() + "/" + row.moves().redone())));
        }
        return bound;
    }

    /// The shares of several workers in the closed loop, where there is room for it.
    private List<Column> shared() {
        return List.of(
                Column.number("Jain's\nindex", shares(FairnessSheet::jain)),
                Column.number(
                        "least\nshare %",
                        shares(row -> row.shares().isEmpty()
                                ? ""
                                : Digits.percent(100 * row.shares().getFirst()))),
                Column.number(
                        "alone\n%",
                        shares(row -> row.alonePercent().isPresent()
                                ? Digits.percent(row.alonePercent().getAsDouble())
                                : "")),
                Column.number("longest\nwait us", shares(row -> FairnessSheet.wait(row.longestWaitNanos()))));
    }

    private Function<Line, String> shares(Function<WorkerShares, String> text) {
        return first(row -> findings.shares(row).map(text).orElse(""));
    }

    /// Messages over shared memory, and how far all but the open loop can be trusted.
    private List<Column> gap() {
        return List.of(
                Column.words(
                        "gap\n[95 %]", first(row -> row.gap().map(Brief::gap).orElse(""))),
                Column.words(
                        "grade",
                        first(row -> row.closedGrade().map(footnotes::mark).orElse(""))));
    }

    static String condition(Gap gap) {
        String unequal = gap.unequal().isEmpty() ? "" : "unequal: " + String.join(", ", gap.unequal());
        return switch (gap.basis()) {
            case THREADS -> unequal;
            case WORKERS, SHAPE -> unequal.isEmpty() ? "equal workers" : unequal + "; equal workers";
        };
    }

    /// The remark about what the gap stands on, and marks of what does not fit together.
    private String note(Row row) {
        String terms = row.gap()
                .map(Columns::condition)
                .orElse(row.unequal().isEmpty() ? "" : "unequal: " + String.join(", ", row.unequal()));
        String marks = footnotes.mark(row.notes());
        return terms + (terms.isEmpty() || marks.isEmpty() ? "" : " ") + marks;
    }

    /// Such as `capacity=400 blocks`.
    static String parameter(String name, ParameterValue parameter) {
        return name + "=" + parameter.value() + (parameter.unit().isEmpty() ? "" : " " + parameter.unit());
    }

    /// The parameters in which the rows of one workload differ, and how they were measured, even where all were so.
    private String parameters(Cell cell) {
        return cell.params().entrySet().stream()
                .filter(entry -> Cell.isAlwaysTold(entry.getKey())
                        || cells().anyMatch(other -> other.workload().equals(cell.workload())
                                && !Objects.equals(other.params().get(entry.getKey()), entry.getValue())))
                .map(entry -> Settings.parameter(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static boolean showsParameters(Findings.WorkloadFindings workload) {
        List<Cell> cells = workload.rows().stream().map(Row::cell).toList();
        return cells.stream().map(Cell::params).distinct().count() > 1
                || cells.stream()
                        .flatMap(cell -> cell.params().keySet().stream())
                        .anyMatch(Cell::isAlwaysTold);
    }

    private Stream<Row> rows() {
        return findings.workloads().stream().flatMap(workload -> workload.rows().stream());
    }

    private Stream<Cell> cells() {
        return rows().map(Row::cell);
    }

    /// A reading of the clock that is below its step is not printed (docs/measuring.md, rule 11).
    private String nanos(OptionalLong nanos) {
        double step = findings.floor().map(FloorFinding::clockStepNanos).orElse(0.0);
        if (nanos.isEmpty()) {
            return "";
        }
        return nanos.getAsLong() < step ? "<" + Digits.three(step) : Digits.three((double) nanos.getAsLong());
    }

    private static Function<Line, String> first(Function<Row, String> text) {
        return line -> line instanceof OfRow row && row.first() ? text.apply(row.row()) : "";
    }

    private static Function<Line, String> cell(Function<Cell, String> text) {
        return first(row -> text.apply(row.cell()));
    }

    private static Function<Line, String> closed(Function<Row.Closed, String> text) {
        return first(row -> row.closed().map(text).orElse(""));
    }

    private static Function<Line, String> job(Function<Row.Job, String> text) {
        return first(row -> row.job().map(text).orElse(""));
    }

    private static Function<Line, String> open(Function<Row.Open, String> text) {
        return line -> line instanceof OfRow row ? row.open().map(text).orElse("") : "";
    }

    /// Those of the closed loop, else of the job, else of the open loop.
    private static Function<Line, String> costs(Function<Costs, String> text) {
        return first(row -> text.apply(costs(row)));
    }

    private static Costs costs(Row row) {
        return row.closed()
                .map(Row.Closed::costs)
                .or(() -> row.job().map(Row.Job::costs))
                .orElseGet(Costs::none);
    }

    private static Optional<Double> rate(Failure missed) {
        return missed.part() instanceof Failure.Part.Open(double rate) ? Optional.of(rate) : Optional.empty();
    }

    private static String figure(Figure figure) {
        return figure.unit().equals(Figure.PERCENT) ? Digits.percent(figure.value()) : Digits.three(figure.value());
    }

    private static String three(OptionalDouble value) {
        return value.isEmpty() ? "" : Digits.three(value.getAsDouble());
    }

    private static String ratio(OptionalDouble value) {
        return value.isEmpty() ? "" : Digits.ratio(value.getAsDouble());
    }
}
