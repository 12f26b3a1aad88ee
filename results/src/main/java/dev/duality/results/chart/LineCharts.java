// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.chart;

import dev.duality.results.Cell;
import dev.duality.results.PlainText;
import dev.duality.results.chart.Chart.Point;
import dev.duality.results.chart.Chart.Step;
import dev.duality.results.finding.ColdStart;
import dev.duality.results.finding.Crowding;
import dev.duality.results.finding.Failure;
import dev.duality.results.finding.Findings;
import dev.duality.results.finding.FloorFinding;
import dev.duality.results.finding.Overload;
import dev.duality.results.finding.Row;
import dev.duality.results.finding.Sweep;
import dev.duality.results.laws.RunLaws;
import dev.duality.results.statistics.Digits;
import dev.duality.results.statistics.Ratio;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// Charts with a line for each substrate: latencies, rates and speedups.
final class LineCharts {
    /// More lines in one chart cannot be told apart.
    private static final int MOST_LINES = 12;

    private static final int MOST_STEPS = 120; // of one line
    private static final int FEWEST_STEPS = 3; // two points have a line through them whatever they are

    private final Findings findings;
    private final Groups groups;
    private final double clockStep;

    LineCharts(Findings findings, Groups groups) {
        this.findings = findings;
        this.groups = groups;
        clockStep = findings.floor().map(FloorFinding::clockStepNanos).orElse(0.0);
    }

    /// A row whose queues refuse has a chart of its own, see [#overloads].
    private static boolean keepsRates(Row row) {
        return !row.cell().refuses();
    }

    Some latencies() {
        Some some = new Some();
        groups.of(row -> keepsRates(row)
                        && row.open().stream().anyMatch(open -> !open.curve().isEmpty()))
                .forEach((group, own) -> own.stream()
                        .flatMap(row -> row.open().stream())
                        .map(Row.Open::targetPerSecond)
                        .distinct()
                        .sorted()
                        .forEach(rate -> some.add(() -> new Chart.Latency(
                                groups.title(group, own) + ", at " + Digits.whole(rate) + "/s", curves(own, rate)))));
        return some;
    }

    private List<Chart.Curve> curves(List<Row> own, double rate) {
        return own.stream()
                .limit(MOST_LINES)
                .flatMap(row -> row.open().stream()
                        .filter(open -> open.targetPerSecond() == rate)
                        .map(open -> curve(row, open)))
                .toList();
    }

    private Chart.Curve curve(Row row, Row.Open open) {
        return new Chart.Curve(
                groups.line(row.cell()),
                open.curve().stream()
                        .filter(point -> seen(point.nanos()))
                        .map(point -> new Point(point.percentile(), point.nanos()))
                        .toList(),
                seen(open.maxNanos()) ? Optional.of(new Point(open.count(), open.maxNanos())) : Optional.empty());
    }

    /// A reading of the clock that is below its step is not shown (docs/measuring.md, rule 11), nor is 0 on a log axis.
    private boolean seen(long nanos) {
        return nanos > 0 && nanos >= clockStep;
    }

    Some rates() {
        Some some = new Some();
        groups.of(row -> keepsRates(row) && !row.open().isEmpty()).forEach((group, own) -> {
            long rates = own.stream()
                    .flatMap(row -> row.open().stream())
                    .map(Row.Open::targetPerSecond)
                    .distinct()
                    .count();
            if (rates > 1) {
                some.add(() -> rates(
                        groups.title(group, own), own.stream().limit(MOST_LINES).toList()));
            }
        });
        return some;
    }

    private Chart rates(String title, List<Row> own) {
        List<Chart.Rated> lines = new ArrayList<>();
        List<String> missed = new ArrayList<>();
        for (Row row : own) {
            List<Row.Open> loops = row.open().stream()
                    .sorted(Comparator.comparingDouble(Row.Open::targetPerSecond))
                    .toList();
            List<Point> middle = new ArrayList<>();
            List<Point> high = new ArrayList<>();
            List<Point> highest = new ArrayList<>();
            for (Row.Open open : loops) {
                add(middle, open, open.p50Nanos());
                add(high, open, open.p99Nanos());
                add(highest, open, open.p999Nanos());
            }
            lines.add(new Chart.Rated(groups.line(row.cell()), middle, high, highest));
            row.failures().stream()
                    .filter(failure -> failure.part() instanceof Failure.Part.Open)
                    .limit(MOST_LINES)
                    .forEach(failure -> missed.add(PlainText.of(
                            Groups.name(row.cell()) + ", " + failure.part().text() + ": " + failure.reason())));
        }
        return new Chart.Rates(title, lines, missed);
    }

    private void add(List<Point> points, Row.Open open, OptionalLong nanos) {
        if (nanos.isPresent() && seen(nanos.getAsLong())) {
            points.add(new Point(open.targetPerSecond(), nanos.getAsLong()));
        }
    }

    Some overloads() {
        Map<String, Overload> byRow = new LinkedHashMap<>();
        findings.overloads().forEach(one -> byRow.put(one.row().id(), one));
        Some some = new Some();
        groups.of(row -> byRow.containsKey(row.id()))
                .forEach((group, own) -> some.add(() -> new Chart.Goodput(
                        groups.title(group, own),
                        own.stream()
                                .limit(MOST_LINES)
                                .map(row -> overloaded(byRow.get(row.id())))
                                .toList())));
        return some;
    }

    private Chart.OverloadedLine overloaded(Overload row) {
        List<Overload.Point> points = row.points().stream().limit(MOST_STEPS).toList();
        return new Chart.OverloadedLine(
                groups.line(row.row().cell()),
                points.stream()
                        .map(point -> new Point(point.offered() / row.capacity(), point.goodput() / row.capacity()))
                        .toList(),
                points.stream()
                        .map(point -> Digits.whole(point.goodput()) + " of " + Digits.whole(point.offered())
                                + "/s done, " + Digits.percent(point.refusedPercent()) + " % refused; recovered in "
                                + Digits.three(point.recoveryNanos() / 1e3) + " us")
                        .toList());
    }

    Some crowdings() {
        Some some = new Some();
        List<Crowding> all = findings.crowdings();
        Settings settings = new Settings(all.stream().map(Crowding::like).toList());
        for (Crowding crowding : all) {
            some.add(() -> crowded(crowding, settings, Chart.Crowded.Figure.THROUGHPUT));
            if (crowding.lines().stream()
                    .flatMap(line -> line.points().stream())
                    .anyMatch(point -> point.longestWaitNanos().isPresent())) {
                some.add(() -> crowded(crowding, settings, Chart.Crowded.Figure.LONGEST_WAIT));
            }
        }
        return some;
    }

    private Chart crowded(Crowding crowding, Settings settings, Chart.Crowded.Figure figure) {
        return new Chart.Crowded(
                PlainText.of(crowding.like().workload() + settings.apartButWaits(crowding.like()) + ", by "
                        + crowding.like().waits()),
                figure,
                crowding.lines().stream()
                        .limit(MOST_LINES)
                        .map(line -> new Chart.Line(
                                groups.substrate(line.cell()),
                                line.points().stream()
                                        .limit(MOST_STEPS)
                                        .flatMap(point -> at(point, figure).stream()
                                                .mapToObj(y -> new Point(point.threadsPerCore(), y)))
                                        .toList()))
                        .toList());
    }

    private static OptionalDouble at(Crowding.Point point, Chart.Crowded.Figure figure) {
        return switch (figure) {
            case THROUGHPUT -> OptionalDouble.of(point.perSecond());
            case LONGEST_WAIT -> point.longestWaitNanos();
        };
    }

    Some coldStarts() {
        Some some = new Some();
        List<ColdStart> all = findings.coldStarts();
        Settings settings = new Settings(all.stream().map(ColdStart::like).toList());
        all.forEach(start -> some.add(() -> new Chart.Cold(
                PlainText.of(start.like().workload() + settings.apart(start.like(), Cell.COLD)),
                start.lines().stream()
                        .limit(MOST_LINES)
                        .map(line -> new Chart.Line(
                                groups.line(line.cell()),
                                line.points().stream()
                                        .limit(MOST_STEPS)
                                        .map(point -> new Point(point.operations(), point.nanosPerOp()))
                                        .toList()))
                        .toList())));
        return some;
    }

    Some sweeps() {
        Some some = new Some();
        findings.sweeps().forEach(sweep -> some.add(() -> swept(sweep)));
        return some;
    }

    private Chart swept(Sweep sweep) {
        boolean differ = sweep.lines().stream().map(Sweep.Line::asks).distinct().count() > 1;
        return new Chart.Swept(
                PlainText.of(sweep.like().workload()) + ", over " + sweep.axis().text(),
                sweep.axis().text(),
                sweep.lines().stream().anyMatch(line -> line.points().getFirst().at() == 0),
                sweep.lines().stream()
                        .limit(MOST_LINES)
                        .map(line -> new Chart.Line(
                                differ
                                        ? groups.line(line.cell(), line.asks(), before(sweep, line))
                                        : groups.line(line.cell()),
                                line.points().stream()
                                        .limit(MOST_STEPS)
                                        .map(point -> new Point(point.at(), point.nanosPerOp()))
                                        .toList()))
                        .toList());
    }

    /// The number of lines of its substrate that stand before it.
    private static int before(Sweep sweep, Sweep.Line line) {
        return (int) sweep.lines().subList(0, sweep.lines().indexOf(line)).stream()
                .filter(other -> other.cell().substrate().equals(line.cell().substrate()))
                .count();
    }

    /// Those in which a line has enough points to show how it bends.
    Some speedups() {
        Some some = new Some();
        groups.of(row -> row.job().flatMap(Row.Job::speedup).isPresent()).forEach((group, own) -> {
            List<Chart.Scaled> lines = scaled(own);
            if (lines.stream().anyMatch(line -> line.steps().size() >= FEWEST_STEPS)) {
                some.add(() -> new Chart.Speedup(groups.title(group, own), "threads", "speedup T1/Tn", lines));
            } else {
                some.tooShort();
            }
        });
        return some;
    }

    private List<Chart.Scaled> scaled(List<Row> own) {
        Map<String, Chart.Scaled> lines = new LinkedHashMap<>();
        own.stream()
                .limit(MOST_STEPS)
                .sorted(Comparator.comparingInt(row -> row.cell().threads()))
                .forEach(row -> {
                    Ratio speedup = row.job().flatMap(Row.Job::speedup).orElseThrow();
                    lines.computeIfAbsent(
                                    row.cell().substrate(),
                                    _ -> new Chart.Scaled(groups.substrate(row.cell()), new ArrayList<>()))
                            .steps()
                            .add(new Step(row.cell().threads(), true, Charts.value(speedup), findings.speedups(row)));
                });
        return lines.values().stream().limit(MOST_LINES).toList();
    }

    Some laws(List<RunLaws> laws) {
        Some some = new Some();
        laws.stream()
                .filter(one -> one.scaling().base().isPresent())
                .filter(one -> !one.scaling().isInconclusive())
                .forEach(one -> some.add(() -> LawsChart.of(one.scaling(), groups.substrate(one.first()))));
        return some;
    }
}
