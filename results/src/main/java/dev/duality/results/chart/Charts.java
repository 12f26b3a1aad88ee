// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.chart;

import dev.duality.results.Cell;
import dev.duality.results.PlainText;
import dev.duality.results.SubstrateSide;
import dev.duality.results.chart.Chart.Bar;
import dev.duality.results.chart.Chart.Value;
import dev.duality.results.finding.BoundaryCost;
import dev.duality.results.finding.Brief;
import dev.duality.results.finding.CollectorCost;
import dev.duality.results.finding.Findings;
import dev.duality.results.finding.Gap;
import dev.duality.results.finding.NeighbourCost;
import dev.duality.results.finding.Row;
import dev.duality.results.finding.Verdict;
import dev.duality.results.finding.WaitComparison;
import dev.duality.results.finding.Waterfall;
import dev.duality.results.finding.WorkerShares;
import dev.duality.results.laws.Estimate;
import dev.duality.results.laws.RunLaws;
import dev.duality.results.statistics.Digits;
import dev.duality.results.statistics.Ratio;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes the charts of the findings. Every text in it is plain.
public final class Charts {
    static final int MOST_ROWS = 120; // of one chart

    private final Findings findings;
    private final Groups groups;
    private final LineCharts lines;

    public Charts(Findings findings) {
        this.findings = findings;
        groups = new Groups(findings);
        lines = new LineCharts(findings, groups);
    }

    /// One, if any message row has a gap.
    public Some gaps() {
        List<Chart.Gap> all = new ArrayList<>();
        for (Findings.WorkloadFindings workload : findings.workloads()) {
            Optional<String> headline = workload.verdict() instanceof Verdict.Compared compared
                    ? Optional.of(compared.headline().message().id())
                    : Optional.empty();
            for (Row row : workload.rows()) {
                if (row.gap().isPresent() && all.size() < MOST_ROWS) {
                    all.add(gap(row, row.gap().get(), headline.equals(Optional.of(row.id()))));
                }
            }
        }
        Some some = new Some();
        if (!all.isEmpty()) {
            some.add(() -> new Chart.Gaps("Time per operation of messages over that of shared memory", all));
        }
        return some;
    }

    private Chart.Gap gap(Row row, Gap gap, boolean headline) {
        Cell cell = row.cell();
        return new Chart.Gap(
                PlainText.of(cell.workload()),
                Groups.name(cell),
                groups.setting(row),
                row.id(),
                Groups.name(gap.against()),
                gap.measure().text(),
                Brief.mark(gap.measure()),
                gap.grade().letter().name(),
                gap.fair(),
                headline,
                gap.ratio().direction(),
                value(gap.ratio()),
                findings.rounds(row, gap));
    }

    /// One for each setting and rate.
    public Some latencies() {
        return lines.latencies();
    }

    /// One for each setting that was measured at several rates.
    public Some rates() {
        return lines.rates();
    }

    /// Some for each setting with open loops that were kept second by second: at most [TimeCharts#RATES], those at
    /// which most rows are first, then the highest.
    public Some overTime() {
        return new TimeCharts(findings, groups).overTime();
    }

    /// One for each setting that was offered more than it can do.
    public Some overloads() {
        return lines.overloads();
    }

    /// Two for each setting that was measured with more and more threads, up to more than there are cores: what was
    /// done, and the longest wait.
    public Some crowdings() {
        return lines.crowdings();
    }

    /// One for each setting that was measured from the first operation on.
    public Some coldStarts() {
        return lines.coldStarts();
    }

    /// One for each number that was swept, and each setting.
    public Some sweeps() {
        return lines.sweeps();
    }

    /// One for each setting with a fixed job by three numbers of threads or more.
    public Some speedups() {
        return lines.speedups();
    }

    /// One for each series with a fitted law, if its speedups are relative to anything.
    public Some laws(List<RunLaws> laws) {
        return lines.laws(laws);
    }

    /// One, if kernels were measured by several waits.
    public Some waits() {
        Some some = new Some();
        List<Chart.KernelWaits> kernels =
                findings.waits().stream().limit(MOST_ROWS).map(this::kernel).toList();
        if (!kernels.isEmpty()) {
            some.add(() -> new Chart.Waits("One operation, by how its threads wait", kernels));
        }
        return some;
    }

    /// One for each setting that was measured by several garbage collectors.
    public Some collectors() {
        Some some = new Some();
        List<CollectorCost> all = findings.collectors();
        Settings settings = new Settings(all.stream().map(CollectorCost::like).toList());
        all.forEach(cost -> some.add(() -> new Chart.Collectors(
                PlainText.of(cost.like().workload() + settings.apart(cost.like(), Cell.COLLECTOR)),
                byCollector(cost))));
        return some;
    }

    private static List<Chart.KernelWaits> byCollector(CollectorCost cost) {
        Map<String, List<Chart.Waited>> kernels = new LinkedHashMap<>();
        cost.lines().stream()
                .limit(MOST_ROWS)
                .forEach(line -> kernels.computeIfAbsent(Groups.name(line.row().cell()), _ -> new ArrayList<>())
                        .add(new Chart.Waited(
                                PlainText.of(line.collector()),
                                line.nanosPerOp(),
                                line.overBase().map(ratio -> Digits.ratio(ratio.value())))));
        return kernels.entrySet().stream()
                .map(kernel -> new Chart.KernelWaits(kernel.getKey(), kernel.getValue()))
                .toList();
    }

    /// One, if rows were measured alone and beside a neighbour.
    public Some neighbours() {
        Some some = new Some();
        List<Chart.Item> items = findings.neighbours().stream()
                .flatMap(cost -> cost.ratio().map(ratio -> neighbour(cost, ratio)).stream())
                .toList();
        if (!items.isEmpty()) {
            some.add(() -> new Chart.Neighbours(
                    "Time of an operation beside a neighbour that streams memory, over that alone",
                    items.stream().limit(MOST_ROWS).toList()));
            some.leave(Math.max(0, items.size() - MOST_ROWS));
        }
        return some;
    }

    private Chart.Item neighbour(NeighbourCost cost, Ratio ratio) {
        String name = groups.kernel(cost.alone().cell());
        List<String> said = new ArrayList<>(List.of(
                name,
                Brief.withInterval(ratio) + " x",
                Digits.three(NeighbourCost.nanosPerOp(cost.beside())) + " ns an operation of a worker, alone "
                        + Digits.three(NeighbourCost.nanosPerOp(cost.alone())) + " ns"));
        cost.gigabytesPerSecond().stream()
                .forEach(speed -> said.add("the neighbour copied " + Digits.three(speed) + " GB/s"));
        return new Chart.Item(name, said, tone(ratio), ratio.confident(), value(ratio), cost.rounds());
    }

    private static Chart.Item.Tone tone(Ratio ratio) {
        return switch (ratio.direction()) {
            case GREATER -> Chart.Item.Tone.WARM;
            case LESS -> Chart.Item.Tone.COOL;
            case NO_DIFFERENCE, UNKNOWN -> Chart.Item.Tone.NONE;
        };
    }

    /// One for each cache that was measured by several policies.
    public Some policies() {
        return new PolicyCharts(findings, groups).policies();
    }

    /// One, if kernels were measured by several placements.
    public Some boundaries() {
        Some some = new Some();
        List<Chart.Item> items = findings.boundaries().stream()
                .flatMap(cost -> cost.ratio().map(ratio -> boundary(cost, ratio)).stream())
                .toList();
        if (!items.isEmpty()) {
            some.add(() -> new Chart.Ratios(
                    "Time of an operation across the boundary, over that by threads of one JVM",
                    "across over by threads",
                    items.stream().limit(MOST_ROWS).toList()));
            some.leave(Math.max(0, items.size() - MOST_ROWS));
        }
        return some;
    }

    private Chart.Item boundary(BoundaryCost cost, Ratio ratio) {
        Cell cell = cost.far().cell();
        String name =
                groups.kernel(cell) + (cell.waits().equals(Cell.NO_WAIT) ? "" : ", " + PlainText.of(cell.waits()));
        return new Chart.Item(
                name,
                List.of(
                        name,
                        Brief.withInterval(ratio) + " x",
                        Digits.three(BoundaryCost.nanosPerOp(cost.far())) + " ns an operation of a worker, by threads "
                                + Digits.three(BoundaryCost.nanosPerOp(cost.near())) + " ns"),
                tone(ratio),
                ratio.confident(),
                value(ratio),
                cost.rounds());
    }

    /// One for each setting with several substrates whose loops have more than one worker.
    public Some fairness() {
        Some some = new Some();
        findings.shares()
                .forEach(rows -> some.add(() -> new Chart.Fairness(
                        PlainText.of(rows.getFirst().cell().workload()),
                        rows.stream().limit(MOST_ROWS).map(Charts::shared).toList())));
        return some;
    }

    private static Chart.Shared shared(WorkerShares row) {
        String name = Groups.name(row.cell());
        List<String> said = new ArrayList<>(List.of(name, "Jain's index " + Digits.three(row.jain())));
        row.longestWaitNanos().stream()
                .forEach(nanos -> said.add("64 operations in a row took " + Digits.three(nanos / 1e3) + " us at most"));
        row.alonePercent().stream()
                .forEach(percent -> said.add("one worker alone: " + Digits.percent(percent) + " % of the time"));
        return new Chart.Shared(
                name, row.cell().side() == SubstrateSide.SHM, row.shares(), Digits.three(row.jain()), said);
    }

    private Chart.KernelWaits kernel(WaitComparison kernel) {
        List<Chart.Waited> waits = new ArrayList<>();
        kernel.byWait()
                .forEach((wait, of) -> waits.add(new Chart.Waited(
                        PlainText.of(wait), of.nanosPerOp(), of.ratio().map(ratio -> Digits.ratio(ratio.value())))));
        return new Chart.KernelWaits(groups.kernel(kernel.kernel()), waits);
    }

    /// One for each round trip that is taken apart.
    public Some waterfalls() {
        Some some = new Some();
        findings.waterfalls().forEach(waterfall -> {
            if (waterfall instanceof Waterfall.Complete found) {
                some.add(() -> new Chart.Waterfall(PlainText.of(found.target().id()), bars(found)));
            }
        });
        return some;
    }

    private static List<Bar> bars(Waterfall.Complete found) {
        List<Bar> bars = new ArrayList<>();
        double at = 0;
        for (Waterfall.Step step : found.steps()) {
            bars.add(step(step, at));
            at += step.nanos();
        }
        for (Waterfall.Sum sum : found.sums()) {
            double before = at;
            sum.extra().ifPresent(step -> bars.add(step(step, before)));
            bars.add(bar(
                    Bar.Kind.SUM,
                    sum.extra().isPresent() ? "all of the first sum, and that" : "all of it",
                    sum.predictedNanos()));
            bars.add(bar(
                    Bar.Kind.MEASURED,
                    PlainText.of("measured: " + sum.measured().substrate() + ", "
                            + sum.measured().waits()),
                    sum.measuredNanos()));
        }
        return bars;
    }

    private static Bar step(Waterfall.Step step, double from) {
        return new Bar(
                Bar.Kind.STEP,
                PlainText.of(step.of()),
                from,
                new Value(step.nanos(), step.interval(), Digits.three(step.nanos())));
    }

    private static Bar bar(Bar.Kind kind, String name, double nanos) {
        return new Bar(kind, name, 0, new Value(nanos, Optional.empty(), Digits.three(nanos)));
    }

    /// One for each regime in which the floor was measured between several pairs of cores.
    public Some floors() {
        return FloorMap.of(findings);
    }

    /// One map for each pair of substrates and total of threads: of lines and think time, or of the skew of a table's
    /// keys and its share of reads.
    public Some crossovers() {
        return CrossoverCharts.of(findings);
    }

    static Value value(Ratio ratio) {
        return new Value(ratio.value(), ratio.interval(), Brief.ends(ratio) + (ratio.confident() ? "" : "?"));
    }

    static Value figure(Ratio ratio) {
        return new Value(ratio.value(), ratio.interval(), Brief.figure(ratio));
    }

    static Value value(Estimate estimate) {
        return new Value(
                estimate.value(),
                estimate.interval(),
                Digits.ratio(estimate.value())
                        + estimate.interval()
                                .map(range -> " " + range.text(Digits::ratio))
                                .orElse(""));
    }
}
