// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.chart;

import dev.duality.results.Cell;
import dev.duality.results.Parameter;
import dev.duality.results.Side;
import dev.duality.results.finding.Brief;
import dev.duality.results.finding.Crossover;
import dev.duality.results.finding.Failure;
import dev.duality.results.finding.Findings;
import dev.duality.results.finding.FloorFinding;
import dev.duality.results.finding.Gap;
import dev.duality.results.finding.Regime;
import dev.duality.results.finding.Row;
import dev.duality.results.finding.Verdict;
import dev.duality.results.finding.WaitComparison;
import dev.duality.results.finding.Waterfall;
import dev.duality.results.laws.Amdahl;
import dev.duality.results.laws.Estimate;
import dev.duality.results.laws.RunLaws;
import dev.duality.results.laws.Scaling;
import dev.duality.results.laws.Usl;
import dev.duality.results.statistics.Digits;
import dev.duality.results.statistics.Interval;
import dev.duality.results.statistics.Latencies;
import dev.duality.results.statistics.Ratio;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Predicate;
import java.util.function.Supplier;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What charts show, from the findings. Every text in it is plain.
public final class Charts {
    /// More of one kind nobody looks at.
    private static final int MOST = 24;

    /// More lines in one chart cannot be told apart.
    private static final int MOST_LINES = 12;

    private static final int MOST_ROWS = 120; // of one chart

    private static final int CLOSE = 16; // up to here a curve has a point at each n, then in steps of such a part of n

    private final Findings findings;
    private final List<Row> rows;
    private final double clockStep;
    private final Settings settings;

    /// The first ones, and how many more there are; those are not even made.
    public static final class Some {
        private final List<Chart> charts = new ArrayList<>();
        private int left;

        private void add(Supplier<Chart> chart) {
            if (charts.size() < MOST) {
                charts.add(chart.get());
            } else {
                left++;
            }
        }

        public List<Chart> charts() {
            return charts;
        }

        public int left() {
            return left;
        }
    }

    public Charts(Findings findings) {
        this.findings = findings;
        settings = new Settings(findings);
        rows = findings.workloads().stream()
                .flatMap(workload -> workload.rows().stream())
                .toList();
        clockStep = findings.floor().map(FloorFinding::clockStepNanos).orElse(0.0);
    }

    /// What rows have alike that stand in one chart.
    private record Group(
            String workload,
            Map<String, Parameter> params,
            int payloadBytes,
            int window,
            String waits,
            Optional<Regime> regime) {
        static Group of(Row row) {
            Cell cell = row.cell();
            return new Group(
                    cell.workload(), cell.params(), cell.payloadBytes(), cell.window(), cell.waits(), row.regime());
        }

        /// The same for a kernel in which nobody waits, which goes with every wait.
        Group withoutWait() {
            return new Group(workload, params, payloadBytes, window, Cell.NO_WAIT, regime);
        }
    }

    private String title(Group group, List<Row> own) {
        Cell cell = own.stream()
                .map(Row::cell)
                .filter(each -> each.waits().equals(group.waits))
                .findFirst()
                .orElseThrow();
        return PlainText.of(group.workload + ", " + settings.words(cell) + where(group.regime));
    }

    /// Such as `, near`; empty where the run met one machine.
    private static String where(Optional<Regime> regime) {
        return regime.map(Regime::name)
                .filter(name -> !name.isEmpty())
                .map(name -> ", " + name)
                .orElse("");
    }

    /// Rows that have it, by what they have alike, both in the run's order.
    private Map<Group, List<Row>> groups(Predicate<Row> has) {
        List<Row> having = rows.stream().filter(has).toList();
        Map<Group, List<Group>> byWait = new HashMap<>();
        Map<Group, List<Row>> groups = new LinkedHashMap<>();
        having.stream().map(Group::of).distinct().forEach(group -> {
            if (!group.waits.equals(Cell.NO_WAIT)) {
                byWait.computeIfAbsent(group.withoutWait(), _ -> new ArrayList<>())
                        .add(group);
            }
            groups.put(group, new ArrayList<>());
        });
        for (Row row : having) {
            Group own = Group.of(row);
            List<Group> into = byWait.containsKey(own) ? byWait.get(own) : List.of(own);
            into.stream().limit(MOST).forEach(group -> groups.get(group).add(row));
        }
        groups.values().removeIf(List::isEmpty);
        return groups;
    }

    /// One, if any message row has a gap.
    public Some gaps() {
        ObjectNode data = object();
        ArrayNode all = data.putArray("rows");
        for (Findings.Workload workload : findings.workloads()) {
            Optional<String> headline = workload.verdict() instanceof Verdict.Compared compared
                    ? Optional.of(compared.headline().message().id())
                    : Optional.empty();
            workload.rows().stream()
                    .filter(row -> row.gap().isPresent() && all.size() < MOST_ROWS)
                    .forEach(row -> all.add(gap(row, row.gap().orElseThrow())
                            .put("headline", headline.filter(row.id()::equals).isPresent())));
        }
        Some some = new Some();
        if (!all.isEmpty()) {
            String title = "Time per operation of messages over that of shared memory";
            some.add(() -> new Chart("gaps", title, all.size(), data));
        }
        return some;
    }

    private ObjectNode gap(Row row, Gap gap) {
        Cell cell = row.cell();
        ObjectNode node = line(row).put("workload", PlainText.of(cell.workload()));
        node.put("setting", PlainText.of(settings.words(cell) + where(row.regime())));
        node.put(
                "against",
                gap.against().substrate() + " " + gap.against().workers() + "+"
                        + gap.against().servers());
        node.put("measure", gap.measure().words());
        node.put("grade", gap.grade().letter().name());
        node.put("fair", gap.fair());
        return ratio(node, gap.ratio());
    }

    /// One for each setting and rate.
    public Some latencies() {
        Some some = new Some();
        groups(row -> row.open().stream().anyMatch(open -> !open.curve().isEmpty()))
                .forEach((group, own) -> own.stream()
                        .flatMap(row -> row.open().stream())
                        .map(Row.Open::targetPerSecond)
                        .distinct()
                        .sorted()
                        .forEach(rate -> some.add(() -> latency(group, own, rate))));
        return some;
    }

    private Chart latency(Group group, List<Row> own, double rate) {
        ObjectNode data = object();
        ArrayNode lines = data.putArray("lines");
        own.stream()
                .limit(MOST_LINES)
                .forEach(row -> row.open().stream()
                        .filter(open -> open.targetPerSecond() == rate)
                        .forEach(open -> lines.add(curve(row, open))));
        return new Chart("latency", title(group, own) + ", at " + Digits.whole(rate) + "/s", 0, data);
    }

    private ObjectNode curve(Row row, Row.Open open) {
        ObjectNode node = line(row);
        ArrayNode points = node.putArray("points");
        for (Latencies.Point point : open.curve()) {
            if (seen(point.nanos())) {
                points.addArray().add(point.percentile()).add(point.nanos());
            }
        }
        if (seen(open.maxNanos())) {
            node.putArray("worst").add((double) open.count()).add(open.maxNanos());
        }
        return node;
    }

    /// A reading of the clock that is below its step is not shown (MEASURING.md, rule 11), nor is 0 on a log axis.
    private boolean seen(long nanos) {
        return nanos > 0 && nanos >= clockStep;
    }

    /// One for each setting that was measured at several rates.
    public Some rates() {
        Some some = new Some();
        groups(row -> !row.open().isEmpty()).forEach((group, own) -> {
            long rates = own.stream()
                    .flatMap(row -> row.open().stream())
                    .map(Row.Open::targetPerSecond)
                    .distinct()
                    .count();
            if (rates > 1) {
                some.add(() -> rates(group, own));
            }
        });
        return some;
    }

    private Chart rates(Group group, List<Row> own) {
        ObjectNode data = object();
        ArrayNode lines = data.putArray("lines");
        ArrayNode missed = data.putArray("missed");
        own.stream().limit(MOST_LINES).forEach(row -> {
            ObjectNode node = line(row);
            ArrayNode middle = node.putArray("p50");
            ArrayNode high = node.putArray("p99");
            row.open().stream()
                    .sorted((a, b) -> Double.compare(a.targetPerSecond(), b.targetPerSecond()))
                    .forEach(open -> {
                        point(middle, open, open.p50Nanos());
                        point(high, open, open.p99Nanos());
                    });
            lines.add(node);
            row.failures().stream()
                    .filter(failure -> failure.part() instanceof Failure.Part.Open)
                    .limit(MOST_LINES)
                    .forEach(failure -> missed.add(PlainText.of(
                            name(row.cell()) + ", " + failure.part().words() + ": " + failure.reason())));
        });
        return new Chart("rates", title(group, own), 0, data);
    }

    private void point(ArrayNode points, Row.Open open, OptionalLong nanos) {
        if (nanos.isPresent() && seen(nanos.getAsLong())) {
            points.addArray().add(open.targetPerSecond()).add(nanos.getAsLong());
        }
    }

    /// One for each setting with a fixed job.
    public Some speedups() {
        Some some = new Some();
        groups(row -> row.job().flatMap(Row.Job::speedup).isPresent())
                .forEach((group, own) -> some.add(() -> speedup(group, own)));
        return some;
    }

    private Chart speedup(Group group, List<Row> own) {
        Map<String, ObjectNode> lines = new LinkedHashMap<>();
        own.stream()
                .limit(MOST_ROWS)
                .sorted((a, b) -> Integer.compare(a.cell().threads(), b.cell().threads()))
                .forEach(row -> {
                    Optional<Ratio> speedup = row.job().flatMap(Row.Job::speedup);
                    if (speedup.isEmpty()) {
                        return;
                    }
                    ObjectNode line = lines.computeIfAbsent(row.cell().substrate(), _ -> side(row.cell()));
                    ObjectNode point = line.withArray("points").addObject();
                    point.put("threads", row.cell().threads());
                    ratio(point, speedup.get());
                });
        ObjectNode data = object();
        ArrayNode all = data.putArray("lines");
        lines.values().stream().limit(MOST_LINES).forEach(all::add);
        return new Chart("speedup", title(group, own), 0, data);
    }

    /// One for each series with a fitted law, if its speedups are relative to anything.
    public Some laws(List<RunLaws> laws) {
        Some some = new Some();
        laws.stream()
                .filter(one -> one.scaling().base().isPresent())
                .filter(one -> !one.scaling().isInconclusive())
                .forEach(one -> some.add(() -> laws(one)));
        return some;
    }

    private Chart laws(RunLaws one) {
        Scaling scaling = one.scaling();
        ObjectNode data = object();
        ObjectNode measured = data.putObject("measured");
        measured.setAll(side(one.first()));
        ArrayNode points = measured.putArray("points");
        scaling.steps().stream()
                .limit(MOST_ROWS)
                .forEach(step -> step.speedup().ifPresent(speedup -> {
                    ObjectNode point = points.addObject();
                    point.put("n", (int) step.point().n()).put("cores", step.hasCores());
                    estimate(point, speedup);
                }));
        int fitted = scaling.steps().stream()
                .filter(Scaling.Step::hasCores)
                .mapToInt(step -> (int) step.point().n()) // a run's n are whole numbers
                .max()
                .orElseThrow();
        // a law that the points do not follow is drawn, so that this can be seen; but what it foretells is not
        Optional<Amdahl> amdahl = scaling.amdahl().given();
        scaling.amdahlSpeedup().ifPresent(law -> curve(data.putArray("amdahl"), law, fitted));
        amdahl.ifPresent(law -> data.put("amdahlFollowed", Scaling.follows(law.residuals())));
        amdahl.filter(law -> Scaling.follows(law.residuals()))
                .flatMap(law -> law.bound().given())
                .ifPresent(bound -> estimate(data.putObject("bound"), bound));
        Optional<Usl> usl = scaling.usl().given();
        Optional<Estimate> peak = usl.filter(law -> Scaling.follows(law.residuals()))
                .flatMap(law -> law.peak().given());
        peak.ifPresent(at -> estimate(data.putObject("peak"), at));
        usl.ifPresent(law -> data.put("uslFollowed", Scaling.follows(law.residuals())));
        int end = peak.map(at -> Math.max(fitted, (int) Math.ceil(at.value()))).orElse(fitted);
        scaling.uslSpeedup().ifPresent(law -> curve(data.putArray("usl"), law, end));
        return new Chart("laws", PlainText.of(scaling.series().name()), 0, data);
    }

    /// From n = 1 on, closer together where n is small.
    private static void curve(ArrayNode points, DoubleUnaryOperator law, int most) {
        for (int n = 1; n < most; n += 1 + n / CLOSE) {
            points.addArray().add(n).add(law.applyAsDouble(n));
        }
        points.addArray().add(most).add(law.applyAsDouble(most));
    }

    private static void estimate(ObjectNode node, Estimate estimate) {
        node.put("value", estimate.value()).put("text", Digits.ratio(estimate.value()) + range(estimate.interval()));
        estimate.interval().ifPresent(range -> interval(node, range));
    }

    /// One, if kernels were measured by several waits.
    public Some waits() {
        Some some = new Some();
        List<WaitComparison> kernels =
                findings.waits().stream().limit(MOST_ROWS).toList();
        if (kernels.isEmpty()) {
            return some;
        }
        ObjectNode data = object();
        ArrayNode all = data.putArray("kernels");
        for (WaitComparison kernel : kernels) {
            Cell cell = kernel.kernel();
            ObjectNode node = all.addObject()
                    .put(
                            "name",
                            PlainText.of(cell.workload() + " " + name(cell))
                                    + (cell.payloadBytes() > 0 ? ", " + Digits.whole(cell.payloadBytes()) + " B" : "")
                                    + (cell.window() > 1 ? ", window " + cell.window() : ""));
            ArrayNode waits = node.putArray("waits");
            kernel.byWait().forEach((wait, of) -> {
                ObjectNode one = waits.addObject()
                        .put("wait", PlainText.of(wait))
                        .put("ns", of.nanosPerOp())
                        .put("row", of.row().cell().id());
                of.ratio().ifPresent(ratio -> one.put("ratio", Digits.ratio(ratio.value())));
            });
        }
        some.add(() -> new Chart("waits", "One operation, by how its threads wait", kernels.size(), data));
        return some;
    }

    /// One for each round trip that is taken apart.
    public Some waterfalls() {
        Some some = new Some();
        findings.waterfalls().forEach(waterfall -> {
            if (waterfall instanceof Waterfall.Complete found) {
                some.add(() -> waterfall(found));
            }
        });
        return some;
    }

    private static Chart waterfall(Waterfall.Complete found) {
        ObjectNode data = object();
        ArrayNode bars = data.putArray("bars");
        double at = 0;
        for (Waterfall.Step step : found.steps()) {
            bar(bars, "step", step.of(), at, step.nanos(), step.interval());
            at += step.nanos();
        }
        for (Waterfall.Sum sum : found.sums()) {
            double before = at;
            sum.extra().ifPresent(step -> bar(bars, "step", step.of(), before, step.nanos(), step.interval()));
            bar(
                    bars,
                    "sum",
                    sum.extra().isPresent() ? "all of the first sum, and that" : "all of it",
                    0,
                    sum.predictedNanos(),
                    Optional.empty());
            bar(
                    bars,
                    "measured",
                    "measured: " + sum.measured().substrate() + ", "
                            + sum.measured().waits(),
                    0,
                    sum.measuredNanos(),
                    Optional.empty());
        }
        return new Chart("waterfall", PlainText.of(found.target().id()), bars.size(), data);
    }

    private static void bar(
            ArrayNode bars, String kind, String name, double from, double nanos, Optional<Interval> interval) {
        ObjectNode bar = bars.addObject().put("kind", kind).put("name", PlainText.of(name));
        bar.put("from", from).put("ns", nanos).put("text", Digits.three(nanos));
        interval.ifPresent(range -> interval(bar, range));
    }

    /// One map for each pair of substrates and total of threads.
    public Some crossovers() {
        record Pair(String messages, String shared, int threads) {}
        Map<Pair, List<Crossover>> maps = new LinkedHashMap<>();
        findings.crossovers()
                .forEach(one -> maps.computeIfAbsent(
                                new Pair(one.messages(), one.shared(), one.threads()), _ -> new ArrayList<>())
                        .add(one));
        Some some = new Some();
        maps.forEach((pair, thinks) -> some.add(() ->
                crossover(pair.messages + " over " + pair.shared + ", " + pair.threads + " threads each", thinks)));
        return some;
    }

    private static Chart crossover(String title, List<Crossover> all) {
        List<Crossover> thinks = all.stream().limit(MOST_ROWS).toList();
        ObjectNode data = object();
        ArrayNode points = data.putArray("points");
        ArrayNode crossings = data.putArray("crossings");
        for (Crossover one : thinks) {
            one.points().stream()
                    .limit(MOST)
                    .forEach(point -> ratio(
                                    points.addObject()
                                            .put("lines", point.lines())
                                            .put("think", one.think()),
                                    point.ratio())
                            .put("text", Brief.figure(point.ratio())));
            if (one.outcome() instanceof Crossover.Outcome.Reached reached) {
                crossings.addObject().put("think", one.think()).put("lines", reached.at() / one.threads());
            }
        }
        return new Chart("crossover", title, thinks.size(), data);
    }

    private ObjectNode line(Row row) {
        return side(row.cell()).put("name", name(row.cell())).put("row", row.id());
    }

    /// Which colour and which sign: a substrate has the same ones in all charts of the page.
    private ObjectNode side(Cell cell) {
        List<String> substrates = rows.stream()
                .map(Row::cell)
                .filter(other -> other.side() == cell.side())
                .map(Cell::substrate)
                .distinct()
                .toList();
        return object().put("name", cell.substrate())
                .put("side", cell.side() == Side.SHM ? "shm" : "messaging")
                .put("style", substrates.indexOf(cell.substrate()));
    }

    private static String name(Cell cell) {
        return cell.substrate() + " " + cell.workers() + "+" + cell.servers();
    }

    private static ObjectNode ratio(ObjectNode node, Ratio ratio) {
        node.put("ratio", ratio.value());
        node.put("direction", ratio.direction().name().toLowerCase(Locale.ROOT));
        node.put("text", Brief.figure(ratio) + range(ratio.interval()));
        ratio.interval().ifPresent(range -> interval(node, range));
        return node;
    }

    private static String range(Optional<Interval> interval) {
        return interval.map(range -> " [" + Digits.ratio(range.low()) + ", " + Digits.ratio(range.high()) + "]")
                .orElse("");
    }

    private static void interval(ObjectNode node, Interval range) {
        if (Double.isFinite(range.low()) && Double.isFinite(range.high())) {
            node.put("low", range.low()).put("high", range.high());
        }
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
