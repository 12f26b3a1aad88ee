// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import dev.duality.results.BatchMeans;
import dev.duality.results.Cell;
import dev.duality.results.ContractRecord;
import dev.duality.results.Figure;
import dev.duality.results.Jar;
import dev.duality.results.Run;
import dev.duality.results.finding.Costs;
import dev.duality.results.finding.Failure;
import dev.duality.results.finding.Findings;
import dev.duality.results.finding.FloorFinding;
import dev.duality.results.finding.Gap;
import dev.duality.results.finding.Grade;
import dev.duality.results.finding.Regime;
import dev.duality.results.finding.RoundTrips;
import dev.duality.results.finding.Row;
import dev.duality.results.statistics.Interval;
import dev.duality.results.statistics.Ratio;
import dev.duality.results.statistics.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The fields of a row and the records of a run, shared by CSV and JSON.
final class Fields {
    private final Findings findings;
    private final List<Field> all = new ArrayList<>();

    private Fields(Findings findings) {
        this.findings = findings;
        run();
        cell();
        closed();
        open();
        job();
        gap();
        figures();
    }

    static List<Field> of(Findings findings) {
        return List.copyOf(new Fields(findings).all);
    }

    /// One per line of the table, then one per cell that failed or was skipped.
    static List<Field.Entry> records(Findings findings) {
        List<Field.Entry> records = new ArrayList<>();
        for (Findings.WorkloadFindings workload : findings.workloads()) {
            records.addAll(records(workload));
        }
        findings.failures().stream()
                .filter(failure ->
                        records.stream().noneMatch(record -> record.cell().equals(failure.cell())))
                .map(failure -> new Field.Entry(
                        failure.cell(), "failed", failure.part().text() + ": " + failure.reason(), Optional.empty()))
                .forEach(records::add);
        findings.skips()
                .forEach(skip -> records.add(new Field.Entry(skip.cell(), "skipped", skip.reason(), Optional.empty())));
        return records;
    }

    static List<Field.Entry> records(Findings.WorkloadFindings workload) {
        return workload.rows().stream()
                .flatMap(row -> Line.of(row).stream())
                .map(line ->
                        new Field.Entry(line.row().cell(), "measured", loadsThatFailed(line.row()), Optional.of(line)))
                .toList();
    }

    /// A cell may be a row by one load and none by another.
    private static String loadsThatFailed(Row row) {
        return row.failures().stream()
                .map(failure -> failure.part().text() + ": " + failure.reason())
                .collect(Collectors.joining("; "));
    }

    private void run() {
        Run run = findings.run();
        all.add(Field.text("run", _ -> run.id()));
        all.add(Field.text("run_status", _ -> run.status().name().toLowerCase(Locale.ROOT)));
        all.add(Field.text("commit", _ -> run.commit().id()));
        all.add(value("commit_dirty", _ -> run.commit().dirty()));
        all.add(Field.text("jars", _ -> run.jars().stream().map(Jar::shortText).collect(Collectors.joining("; "))));
        all.add(Field.text("java", _ -> run.jvm().version()));
        all.add(Field.text("cpu", _ -> run.machine().cpu()));
        all.add(value("cores_usable", _ -> run.machine().usableCores()));
        Optional<FloorFinding> floor = findings.floor();
        all.add(new Field(
                "floor_ns",
                record -> floor(record).map(found -> found.roundTripNanos().median())));
        all.add(new Field("floor_drift", record -> floor(record).map(FloorFinding::drift)));
        all.add(new Field("regimes", _ -> Optional.of(findings.regimes().all().size())));
        all.add(new Field("clock_step_ns", _ -> floor.map(FloorFinding::clockStepNanos)));
    }

    private void cell() {
        all.add(Field.text("cell", record -> record.cell().id()));
        all.add(Field.text("workload", record -> record.cell().workload()));
        all.add(Field.text("side", record -> record.cell().side().label()));
        all.add(Field.text("substrate", record -> record.cell().substrate()));
        all.add(Field.text("class", record -> record.cell().rowClass().text()));
        all.add(row("regime", row -> Regime.nameOf(row.regime())));
        all.add(row("regime_floor_ns", row -> row.regime().map(Regime::floorNanos)));
        all.add(row("loads_moved", row -> Optional.of(row.moves().moved())));
        all.add(row("loads_redone", row -> Optional.of(row.moves().redone())));
        all.add(row("loads_set_aside", row -> Optional.of(row.moves().setAside())));
        all.add(row("loads_in_rare_regimes", row -> Optional.of(row.moves().rare())));
        all.add(value("workers", Cell::workers));
        all.add(value("servers", Cell::servers));
        all.add(value("threads", Cell::threads));
        all.add(value("oversubscribed", Cell::oversubscribed));
        all.add(Field.text("wait", record -> record.cell().waits()));
        all.add(value("payload_bytes", Cell::payloadBytes));
        all.add(value("window", Cell::window));
        all.add(Field.text(
                "parameters",
                record -> record.cell().params().entrySet().stream()
                        .map(entry -> Columns.parameter(entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining("; "))));
        contract("producers", ContractRecord::producers);
        contract("consumers", ContractRecord::consumers);
        contract("bounded", ContractRecord::bounded);
        contract("ordered", ContractRecord::ordered);
        contract("durable", ContractRecord::durable);
        contract("copies", ContractRecord::copies);
        contract("atomic", ContractRecord::atomic);
        contract("reach", ContractRecord::reach);
        all.add(new Field(
                "line_transfers_expected", record -> Field.of(record.cell().lineTransfers())));
        all.add(Field.text("status", Field.Entry::status));
        all.add(Field.text("failed_because", Field.Entry::reason));
        all.add(new Field(
                "forks", record -> record.line().map(line -> line.row().forks())));
    }

    private void closed() {
        Function<Row, Optional<Row.Closed>> loop = Row::closed;
        spread("ops_per_second", loop, Row.Closed::opsPerSecond);
        all.add(row(
                "ops_per_second_per_thread",
                row -> row.closed()
                        .map(closed ->
                                closed.opsPerSecond().median() / row.cell().threads())));
        spread("ns_per_op", loop, Row.Closed::nanosPerOp);
        all.add(row("x_floor", row -> row.closed().flatMap(closed -> Field.of(closed.xFloor()))));
        all.add(row("bound_ns", row -> row.closed().flatMap(closed -> Field.of(closed.boundNanos()))));
        all.add(row(
                "bound_ops_per_second",
                row -> row.closed().flatMap(closed -> Field.of(closed.boundOpsPerSecond(row.cell())))));
        all.add(row("round_trips_per_op", row -> row.roundTrips().map(RoundTrips::perOp)));
        all.add(row(
                "round_trips_per_op_low",
                row -> row.roundTrips().flatMap(RoundTrips::interval).map(Interval::low)));
        all.add(row(
                "round_trips_per_op_high",
                row -> row.roundTrips().flatMap(RoundTrips::interval).map(Interval::high)));
        all.add(row("own_ns_per_op", row -> row.roundTrips().map(RoundTrips::ownNanos)));
        batches("batch_ops", BatchMeans::opsPerBatch);
        batches("batches", BatchMeans::batches);
        batches("batch_mean_lowest_ns", BatchMeans::lowestNanos);
        batches("batch_mean_middle_ns", BatchMeans::middleNanos);
        batches("batch_mean_highest_ns", BatchMeans::highestNanos);
        all.add(row("unsteady", row -> row.closed().flatMap(Row.Closed::unsteady)));
        costs("", row -> row.closed().map(Row.Closed::costs));
        grade("", Row::closedGrade);
    }

    private void open() {
        all.add(new Field(
                "rate_target_per_second",
                record -> record.line()
                        .flatMap(line -> line.open()
                                .map(Row.Open::targetPerSecond)
                                .or(() -> line.missed().flatMap(Fields::rate)))));
        latency(
                "rate_achieved_per_second",
                open -> Optional.of(open.achievedPerSecond().median()));
        latency("latency_count", open -> Optional.of(open.count()));
        latency("min_ns", open -> nanos(OptionalLong.of(open.minNanos())));
        latency("p50_ns", open -> nanos(open.p50Nanos()));
        latency("p90_ns", open -> nanos(open.p90Nanos()));
        latency("p99_ns", open -> nanos(open.p99Nanos()));
        latency("p99_9_ns", open -> nanos(open.p999Nanos()));
        latency("p99_99_ns", open -> nanos(open.p9999Nanos()));
        latency("max_ns", open -> nanos(OptionalLong.of(open.maxNanos())));
        latency("p50_x_floor", open -> Field.of(open.xFloor()));
        latency("stalls_per_second", open -> Optional.of(open.stallsPerSecond()));
        latency("idle_stalls_per_second", open -> Field.of(open.idleStallsPerSecond()));
        costs("open_", null);
        all.add(new Field(
                "open_grade",
                record -> record.line()
                        .flatMap(Fields::openGrade)
                        .map(grade -> grade.letter().name())));
        all.add(new Field(
                "open_grade_reasons",
                record -> record.line().flatMap(Fields::openGrade).flatMap(Fields::reasons)));
    }

    private void job() {
        spread("job_seconds", Row::job, Row.Job::seconds);
        spread("job_plain_seconds", row -> row.job().flatMap(Row.Job::plainSeconds), plain -> plain);
        ratio("speedup", row -> row.job().flatMap(Row.Job::speedup));
        all.add(row("cost_threads", row -> row.job().flatMap(job -> Field.of(job.cost()))));
        all.add(row("cost_tried_threads", row -> row.job().map(Row.Job::triedThreads)));
        costs("job_", row -> row.job().map(Row.Job::costs));
        grade("job_", row -> row.job().map(Row.Job::grade));
    }

    private void gap() {
        ratio("gap", row -> row.gap().map(Gap::ratio));
        all.add(row("gap_rounds", row -> row.gap().map(gap -> gap.ratio().forks())));
        all.add(row("gap_measure", row -> row.gap().map(gap -> gap.measure().text())));
        all.add(row("gap_against", row -> row.gap().map(gap -> gap.against().id())));
        all.add(row("gap_equal", row -> row.gap().map(gap -> gap.basis().name().toLowerCase(Locale.ROOT))));
        all.add(row(
                "gap_unequal",
                row -> Optional.of(row.gap().map(Gap::unequal).orElse(row.unequal()))
                        .map(terms -> String.join(", ", terms))
                        .filter(terms -> !terms.isEmpty())));
        all.add(row("notes", row -> Optional.of(String.join("; ", row.notes())).filter(text -> !text.isEmpty())));
    }

    /// Adds the counts of the kernels: a column per name and unit, of the closed loop, else of the job, else of this
    /// rate.
    private void figures() {
        findings.workloads().stream()
                .flatMap(workload -> workload.rows().stream())
                .flatMap(row -> Line.of(row).stream())
                .flatMap(line -> counted(line).figures().stream())
                .map(figure -> new Figure(figure.name(), 0, figure.unit(), true))
                .distinct()
                .forEach(kind -> all.add(new Field(
                        unused(column(kind)),
                        record -> record.line()
                                .flatMap(line -> counted(line).figure(kind.name()))
                                .filter(figure -> figure.unit().equals(kind.unit()))
                                .map(Figure::value))));
    }

    /// Names that differ in their signs alone are told apart by a number.
    private String unused(String name) {
        Set<String> used = all.stream().map(Field::name).collect(Collectors.toSet());
        String free = name;
        for (int i = 2; used.contains(free); i++) {
            free = name + "_" + i;
        }
        return free;
    }

    private static Costs counted(Line.OfRow line) {
        return line.row()
                .closed()
                .map(Row.Closed::costs)
                .or(() -> line.row().job().map(Row.Job::costs))
                .or(() -> line.open().map(Row.Open::costs))
                .orElseGet(Costs::none);
    }

    /// Such as `count_hit_ratio_percent` or `count_failed_polls_per_op`.
    private static String column(Figure figure) {
        String unit = switch (figure.unit()) {
            case "" -> "";
            case Figure.PER_OP -> " per op";
            case Figure.PERCENT -> " percent";
            default -> " " + figure.unit();
        };
        return "count_" + (figure.name() + unit).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    }

    private void contract(String term, Function<ContractRecord, String> value) {
        all.add(Field.text(
                "contract_" + term, record -> value.apply(record.cell().contract())));
    }

    /// Adds a ratio. One that is too wide to say has its ends, and no figure between them.
    private void ratio(String name, Function<Row, Optional<Ratio>> ratio) {
        all.add(row(name, row -> ratio.apply(row).filter(found -> !found.wide()).map(Ratio::value)));
        all.add(row(
                name + "_low", row -> ratio.apply(row).flatMap(Ratio::interval).map(Interval::low)));
        all.add(row(
                name + "_high", row -> ratio.apply(row).flatMap(Ratio::interval).map(Interval::high)));
    }

    private <T> void spread(String name, Function<Row, Optional<T>> load, Function<T, Spread> spread) {
        all.add(row(name, row -> load.apply(row).map(spread).map(Spread::median)));
        all.add(row(name + "_lowest", row -> load.apply(row).map(spread).map(Spread::lowest)));
        all.add(row(name + "_highest", row -> load.apply(row).map(spread).map(Spread::highest)));
        all.add(row(name + "_variation", row -> load.apply(row).map(spread).map(Spread::variation)));
    }

    private void batches(String name, Function<BatchMeans, Object> value) {
        all.add(row(name, row -> row.closed().flatMap(Row.Closed::batches).map(value)));
    }

    private void latency(String name, Function<Row.Open, Optional<?>> value) {
        all.add(new Field(
                name, record -> record.line().flatMap(Line.OfRow::open).flatMap(value)));
    }

    /// A reading of the clock below its step says nothing (docs/measuring.md, rule 11).
    private Optional<?> nanos(OptionalLong nanos) {
        double step = findings.floor().map(FloorFinding::clockStepNanos).orElse(0.0);
        return nanos.isPresent() && nanos.getAsLong() >= step ? Field.of(nanos) : Optional.empty();
    }

    private void costs(String before, Function<Row, Optional<Costs>> load) {
        Function<Line.OfRow, Optional<Costs>> costs =
                line -> load == null ? line.open().map(Row.Open::costs) : load.apply(line.row());
        cost(before + "cpu_ns_per_op", costs, found -> Field.of(found.cpuNanosPerOp()));
        cost(before + "bytes_per_op", costs, found -> Field.of(found.bytesPerOp()));
        cost(before + "voluntary_switches", costs, found -> Field.of(found.voluntarySwitches()));
        cost(before + "involuntary_switches", costs, found -> Field.of(found.involuntarySwitches()));
        cost(before + "migrations", costs, found -> Field.of(found.migrations()));
        cost(before + "steal_ms", costs, found -> Field.of(found.stealMillis()));
        cost(before + "gc_ms", costs, found -> Field.of(found.gcMillis()));
    }

    private void cost(String name, Function<Line.OfRow, Optional<Costs>> costs, Function<Costs, Optional<?>> value) {
        all.add(new Field(name, record -> record.line().flatMap(costs).flatMap(value)));
    }

    private void grade(String before, Function<Row, Optional<Grade>> grade) {
        all.add(row(
                before + "grade",
                row -> grade.apply(row).map(found -> found.letter().name())));
        all.add(row(before + "grade_reasons", row -> grade.apply(row).flatMap(Fields::reasons)));
    }

    private static Optional<Grade> openGrade(Line.OfRow line) {
        return line.open().map(Row.Open::grade).or(() -> line.missed().map(Failure::grade));
    }

    private static Optional<Double> rate(Failure missed) {
        return missed.part() instanceof Failure.Part.Open(double rate) ? Optional.of(rate) : Optional.empty();
    }

    private static Optional<?> reasons(Grade grade) {
        return Optional.of(String.join("; ", grade.reasons())).filter(text -> !text.isEmpty());
    }

    /// Of the regime that the row ran in.
    private Optional<FloorFinding> floor(Field.Entry record) {
        return record.line().map(Line.OfRow::row).flatMap(findings::floor).or(findings::floor);
    }

    private static Field row(String name, Function<Row, Optional<?>> value) {
        return new Field(name, record -> record.line().map(Line.OfRow::row).flatMap(value));
    }

    private static Field value(String name, Function<Cell, Object> value) {
        return new Field(name, record -> Optional.of(value.apply(record.cell())));
    }
}
