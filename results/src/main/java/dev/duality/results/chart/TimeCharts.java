// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.chart;

import dev.duality.results.FloorProbes;
import dev.duality.results.OpenLoop;
import dev.duality.results.Stalls;
import dev.duality.results.chart.Chart.Point;
import dev.duality.results.chart.Chart.Stretch;
import dev.duality.results.finding.Failure;
import dev.duality.results.finding.Findings;
import dev.duality.results.finding.FloorFinding;
import dev.duality.results.finding.Regime;
import dev.duality.results.finding.Row;
import dev.duality.results.finding.Timeline;
import dev.duality.results.statistics.Digits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;

/// Open loops over time, round by round.
final class TimeCharts {
    /// Of one setting nobody looks at more.
    static final int RATES = 3;

    private static final int MOST_LINES = 6; // each has a lane of its own

    private final Groups groups;
    private final Map<String, List<Timeline>> byCell = new HashMap<>();
    private final Optional<Regime> usual;
    private final double clockStep;

    TimeCharts(Findings findings, Groups groups) {
        this.groups = groups;
        usual = findings.regimes().main();
        clockStep = findings.floor().map(FloorFinding::clockStepNanos).orElse(0.0);
        findings.timelines()
                .forEach(timeline -> byCell.computeIfAbsent(timeline.cell().id(), _ -> new ArrayList<>())
                        .add(timeline));
    }

    Some overTime() {
        Map<Groups.Group, List<Row>> settings = new LinkedHashMap<>();
        groups.of(row -> byCell.containsKey(row.cell().id()))
                .forEach((group, own) -> settings.computeIfAbsent(group.anywhere(), _ -> new ArrayList<>())
                        .addAll(own));
        Some some = new Some();
        settings.forEach((group, own) -> {
            List<List<Named>> rates = rates(own);
            rates.stream()
                    .limit(RATES)
                    .forEach(lines -> some.add(() -> chart(
                            groups.title(group, own) + ", at "
                                    + Digits.whole(lines.getFirst().timeline.targetPerSecond()) + "/s",
                            lines)));
            some.leave(Math.max(0, rates.size() - RATES));
        });
        return some;
    }

    /// @param missed whether some row of the cell did not keep the rate
    private record Named(Timeline timeline, boolean missed) {}

    /// The loops at each rate, those of most rows first, and of as many those at the highest rate.
    private List<List<Named>> rates(List<Row> own) {
        Map<String, Row> cells = new LinkedHashMap<>();
        own.forEach(row -> cells.putIfAbsent(row.cell().id(), row));
        Map<Double, List<Named>> byRate = new TreeMap<>(Comparator.reverseOrder());
        cells.keySet()
                .forEach(cell -> byCell.get(cell).stream()
                        .filter(TimeCharts::borne)
                        .forEach(timeline -> byRate.computeIfAbsent(timeline.targetPerSecond(), _ -> new ArrayList<>())
                                .add(new Named(timeline, missed(own, timeline)))));
        return byRate.values().stream()
                .sorted(Comparator.comparingInt(lines -> -lines.size()))
                .toList();
    }

    /// Whether any of its seconds has a p99.
    private static boolean borne(Timeline timeline) {
        return timeline.loops().stream()
                .flatMap(loop -> loop.seconds().stream())
                .anyMatch(second -> second.p99Nanos().isPresent());
    }

    private static boolean missed(List<Row> own, Timeline timeline) {
        Failure.Part part = new Failure.Part.Open(timeline.targetPerSecond());
        return own.stream()
                .filter(row -> row.cell().id().equals(timeline.cell().id()))
                .flatMap(row -> row.failures().stream())
                .anyMatch(failure -> failure.part().equals(part));
    }

    /// A fork's place on the axis.
    private record Turn(int round, int attempt) {
        static final Comparator<Turn> ORDER =
                Comparator.comparingInt(Turn::round).thenComparingInt(Turn::attempt);

        static Turn of(Timeline.Loop loop) {
            return new Turn(loop.round(), loop.attempt());
        }
    }

    private Chart chart(String title, List<Named> all) {
        List<Named> lines = all.stream().limit(MOST_LINES).toList();
        Map<Turn, Double> lengths = new TreeMap<>(Turn.ORDER);
        lines.forEach(
                line -> line.timeline.loops().forEach(loop -> lengths.merge(Turn.of(loop), loop.length(), Math::max)));
        Map<Turn, Double> begins = new LinkedHashMap<>();
        double at = 0;
        for (Map.Entry<Turn, Double> turn : lengths.entrySet()) {
            begins.put(turn.getKey(), at);
            at += turn.getValue();
        }
        return new Chart.OverTime(
                title,
                List.copyOf(begins.values()),
                lines.stream().map(line -> timed(line, begins)).toList());
    }

    private Chart.Timed timed(Named line, Map<Turn, Double> begins) {
        Chart.Series series = groups.line(line.timeline.cell());
        return new Chart.Timed(
                line.missed
                        ? new Chart.Series(series.name() + ", missed", series.side(), series.place(), series.sign())
                        : series,
                line.timeline.loops().stream()
                        .map(loop -> stretch(loop, begins.get(Turn.of(loop))))
                        .toList());
    }

    private Stretch stretch(Timeline.Loop loop, double begin) {
        List<Point> p99 = new ArrayList<>();
        List<Point> queued = new ArrayList<>();
        for (Timeline.Second second : loop.seconds()) {
            double middle = begin + (second.from() + second.to()) / 2;
            second.p99Nanos().stream()
                    .filter(nanos -> nanos > 0 && nanos >= clockStep)
                    .forEach(nanos -> p99.add(new Point(middle, nanos)));
            second.mostQueued().stream().forEach(most -> queued.add(new Point(middle, most)));
        }
        OpenLoop record = loop.record();
        Stalls stalls = record.stalls();
        OptionalDouble collected =
                record.usage().gcMillis().stream().filter(millis -> millis > 0).findFirst();
        return new Stretch(
                begin,
                begin + loop.length(),
                p99,
                queued,
                machine(loop),
                collected,
                stalls.count() > 0 ? OptionalLong.of(stalls.longestNanos()) : OptionalLong.empty(),
                said(loop, collected));
    }

    private Stretch.MetMachine machine(Timeline.Loop loop) {
        if (moved(loop)) {
            return Stretch.MetMachine.MOVED;
        }
        return loop.regime().isEmpty() || loop.regime().equals(usual)
                ? Stretch.MetMachine.USUAL
                : Stretch.MetMachine.OTHER;
    }

    private static boolean moved(Timeline.Loop loop) {
        return loop.record().probes().filter(FloorProbes::moved).isPresent();
    }

    private static List<String> said(Timeline.Loop loop, OptionalDouble collected) {
        List<String> said = new ArrayList<>();
        said.add("round " + loop.round() + (loop.attempt() > 1 ? ", attempt " + loop.attempt() : ""));
        loop.record()
                .probes()
                .ifPresent(probes -> said.add(
                        moved(loop)
                                ? "the machine moved: floor " + Digits.three(probes.beforeNanos()) + " ns before, "
                                        + Digits.three(probes.afterNanos()) + " ns after"
                                : Regime.nameOf(loop.regime())
                                                .map(name -> name + ", ")
                                                .orElse("") + "floor " + Digits.three(probes.nanos()) + " ns"));
        collected.ifPresent(millis -> said.add("garbage collections: " + Digits.three(millis) + " ms"));
        Stalls stalls = loop.record().stalls();
        if (stalls.count() > 0) {
            said.add(
                    Digits.whole((double) stalls.count()) + (stalls.count() == 1 ? " stall, " : " stalls, the longest ")
                            + Digits.three(stalls.longestNanos() / 1e6) + " ms");
        }
        return said;
    }
}
