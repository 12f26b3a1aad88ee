// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.page;

import dev.duality.results.BatchMeans;
import dev.duality.results.Cell;
import dev.duality.results.ContractRecord;
import dev.duality.results.Figure;
import dev.duality.results.chart.Settings;
import dev.duality.results.finding.Brief;
import dev.duality.results.finding.Costs;
import dev.duality.results.finding.Failure;
import dev.duality.results.finding.Findings;
import dev.duality.results.finding.FloorFinding;
import dev.duality.results.finding.Gap;
import dev.duality.results.finding.Grade;
import dev.duality.results.finding.Row;
import dev.duality.results.statistics.Digits;
import dev.duality.results.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The text of a row that is opened: what it is and what it found. What it says of each fork is [ForkFacts].
final class RowFacts {
    private static final int MOST_FLAGS = 200;

    private final Findings findings;
    private final double clockStep;

    /// A line of it: code, text, a link to a row, and text again; each may be empty.
    ///
    /// @param row the id of the row that is linked
    record Fact(String name, String code, String text, String link, String row, String after) {
        static Fact of(String name, String text) {
            return new Fact(name, "", text, "", "", "");
        }
    }

    RowFacts(Findings findings) {
        this.findings = findings;
        clockStep = findings.floor().map(FloorFinding::clockStepNanos).orElse(0.0);
    }

    List<Fact> of(Row row) {
        Cell cell = row.cell();
        List<Fact> facts = identity(row.id(), cell);
        row.regime().ifPresent(regime -> facts.add(Fact.of("regime", regime.text())));
        if (!row.moves().text().isEmpty()) {
            facts.add(Fact.of("moves of the host", row.moves().text()));
        }
        findings.carrier(cell).ifPresent(carrier -> facts.add(Fact.of("carried by", carrier.text())));
        row.roundTrips().ifPresent(found -> facts.add(Fact.of("a + b x floor", found.text())));
        row.notes().forEach(note -> facts.add(Fact.of("note", note)));
        if (!row.unequal().isEmpty()) {
            facts.add(Fact.of("unequal", "to messages in " + String.join(", ", row.unequal())));
        }
        grade(row)
                .filter(found -> !found.reasons().isEmpty())
                .ifPresent(found -> facts.add(Fact.of("grade " + found.letter(), String.join("; ", found.reasons()))));
        row.failures().forEach(failure -> facts.add(Fact.of("no figure", reason(failure))));
        row.gap().ifPresent(gap -> facts.add(gap(gap)));
        row.closed().ifPresent(loop -> closed(facts, cell, loop));
        row.job().ifPresent(job -> facts.add(job(job)));
        return facts;
    }

    /// Such as `open loop at 100,000/s: rate missed: ...`.
    static String reason(Failure failure) {
        return failure.part().text() + ": " + failure.reason();
    }

    /// The reasons of what has no figures in the row, in one line; empty if nothing is missing.
    String missing(Row row) {
        return Stream.concat(row.failures().stream().map(RowFacts::reason), row.missing().stream())
                .collect(Collectors.joining("; "));
    }

    List<Fact> of(Failure failure) {
        List<Fact> facts = identity(failure.cell().id(), failure.cell());
        facts.add(Fact.of("failed", reason(failure)));
        failure.log().ifPresent(log -> facts.add(Fact.of("log", log)));
        return facts;
    }

    /// Of the closed loop, else of the job, else of the open loop: each has a grade of its own.
    static Optional<Grade> grade(Row row) {
        return row.grade().or(() -> row.open().stream().map(Row.Open::grade).findFirst());
    }

    /// Such as `B: threads were not pinned`.
    static String words(Grade grade) {
        return grade.letter() + reasons(grade);
    }

    /// Such as `: threads were not pinned`; nothing where there are none.
    static String reasons(Grade grade) {
        return grade.reasons().isEmpty() ? "" : ": " + String.join("; ", grade.reasons());
    }

    String flags() {
        List<String> flags = findings.run().jvm().flags();
        return flags.isEmpty() ? "none" : flags.stream().limit(MOST_FLAGS).collect(Collectors.joining(" "));
    }

    private static List<Fact> identity(String id, Cell cell) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("cell", cell.id(), "", "link to this row", id, ""));
        facts.add(Fact.of("class", cell.rowClass().text()));
        if (!cell.params().isEmpty()) {
            facts.add(Fact.of(
                    "parameters",
                    cell.params().entrySet().stream()
                            .map(entry -> Settings.parameter(entry.getKey(), entry.getValue()))
                            .collect(Collectors.joining(", "))));
        }
        ContractRecord contract = cell.contract();
        facts.add(Fact.of(
                "contract",
                "producers " + contract.producers() + ", consumers " + contract.consumers() + ", " + contract.bounded()
                        + ", " + contract.ordered() + ", " + contract.durable() + ", " + contract.copies() + ", reach "
                        + contract.reach()
                        + ", " + (contract.atomic().equals(ContractRecord.NONE) ? "" : "atomic ") + contract.atomic()));
        return facts;
    }

    private static Fact gap(Gap gap) {
        String basis = switch (gap.basis()) {
            case THREADS -> ", equal threads";
            case WORKERS -> ", equal workers";
            case SHAPE -> ", equal workers and servers";
        };
        return new Fact(
                "gap",
                "",
                gap.text() + " by " + gap.measure().text() + ", against ",
                gap.against().id(),
                gap.againstRow(),
                basis + (gap.unequal().isEmpty() ? "" : "; unequal: " + String.join(", ", gap.unequal())));
    }

    private static void closed(List<Fact> facts, Cell cell, Row.Closed loop) {
        facts.add(Fact.of(
                "closed loop",
                Digits.three(loop.opsPerSecond().median()) + " ops/s, "
                        + Digits.three(loop.nanosPerOp().median())
                        + " ns an operation"
                        + (loop.xFloor().isEmpty()
                                ? ""
                                : ", " + Digits.ratio(loop.xFloor().getAsDouble()) + " x floor")
                        + "; forks vary by " + Digits.three(loop.opsPerSecond().variation() * 100) + " %"));
        if (loop.boundNanos().isPresent()) {
            OptionalDouble most = loop.boundOpsPerSecond(cell);
            facts.add(Fact.of(
                    "bound",
                    Digits.three(loop.boundNanos().getAsDouble()) + " ns a round trip"
                            + (most.isEmpty() ? "" : ", " + Digits.three(most.getAsDouble()) + " ops/s")));
        }
        loop.batches().ifPresent(batches -> facts.add(batches(batches)));
        costs(facts, loop.costs());
    }

    private static Fact batches(BatchMeans batches) {
        return Fact.of(
                "batch means",
                Digits.three(batches.lowestNanos()) + " to " + Digits.three(batches.highestNanos()) + " ns, middle "
                        + Digits.three(batches.middleNanos()) + " ns: " + Digits.whole((double) batches.batches())
                        + " batches of " + Digits.whole(batches.opsPerBatch()));
    }

    private static void costs(List<Fact> facts, Costs costs) {
        List<String> parts = new ArrayList<>();
        part(parts, costs.cpuNanosPerOp(), " CPU-ns/op");
        part(parts, costs.bytesPerOp(), " B/op");
        part(parts, costs.voluntarySwitches(), " voluntary switches");
        part(parts, costs.involuntarySwitches(), " involuntary switches");
        part(parts, costs.migrations(), " migrations");
        part(parts, costs.stealMillis(), " ms stolen");
        part(parts, costs.gcMillis(), " ms of garbage collection");
        if (!parts.isEmpty()) {
            facts.add(Fact.of("used", String.join(", ", parts)));
        }
        if (!costs.figures().isEmpty()) {
            facts.add(Fact.of(
                    "counted", costs.figures().stream().map(RowFacts::figure).collect(Collectors.joining(", "))));
        }
    }

    private static void part(List<String> parts, OptionalDouble value, String unit) {
        value.ifPresent(number -> parts.add(Digits.three(number) + unit));
    }

    private static String figure(Figure figure) {
        return figure.name() + " " + Digits.three(figure.value())
                + (figure.unit().equals(Figure.PER_OP) || figure.unit().isEmpty() ? "" : " ") + figure.unit();
    }

    private static Fact job(Row.Job job) {
        return Fact.of(
                "fixed job",
                job.plainSeconds()
                                .map(plain -> "T1 " + Digits.three(plain.median()) + " s plainly, ")
                                .orElse("")
                        + "Tn " + Digits.three(job.seconds().median()) + " s"
                        + job.speedup()
                                .map(speedup -> ", speedup " + Brief.withInterval(speedup))
                                .orElse("")
                        + ", grade " + words(job.grade())
                        + "; COST "
                        + (job.cost().isPresent()
                                ? job.cost().getAsInt() + " threads"
                                : job.triedThreads() == 0
                                        ? "not tried"
                                        : "none up to " + job.triedThreads() + " threads"));
    }

    List<TableView> openLoops(Row row) {
        return table(
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
                        "pacing ns/op",
                        "slack us",
                        "overslept %",
                        "grade"),
                row.open().stream().map(this::openLoop).toList());
    }

    private List<String> openLoop(Row.Open loop) {
        return List.of(
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
                three(loop.idleStallsPerSecond()),
                three(loop.costs().cpuNanosPerOp()),
                figure(loop, Figure.PACING),
                figure(loop, Figure.SLACK),
                figure(loop, Figure.OVERSLEPT),
                words(loop.grade()));
    }

    private static String figure(Row.Open loop, String name) {
        return loop.costs()
                .figure(name)
                .map(found -> Digits.three(found.value()))
                .orElse("");
    }

    static List<TableView> table(String caption, List<String> head, List<List<String>> rows) {
        return rows.isEmpty() ? List.of() : List.of(TableView.of(Table.of(caption, head, rows, List.of())));
    }

    private static String three(OptionalDouble value) {
        return value.isPresent() ? Digits.three(value.getAsDouble()) : "";
    }

    /// A reading of the clock that is below its step is not printed (docs/measuring.md, rule 11).
    String nanos(OptionalLong nanos) {
        if (nanos.isEmpty()) {
            return "";
        }
        return nanos.getAsLong() < clockStep ? "<" + Digits.three(clockStep) : Digits.three((double) nanos.getAsLong());
    }
}
