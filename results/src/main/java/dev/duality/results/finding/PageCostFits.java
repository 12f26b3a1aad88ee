// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.Cell;
import dev.duality.results.ParameterValue;
import dev.duality.results.Run;
import dev.duality.results.SubstrateSide;
import dev.duality.results.finding.PageCosts.Crossing;
import dev.duality.results.finding.PageCosts.Line;
import dev.duality.results.finding.PageCosts.Nanos;
import dev.duality.results.finding.PageCosts.Outcome;
import dev.duality.results.finding.PageCosts.Point;
import dev.duality.results.statistics.Digits;
import dev.duality.results.statistics.Interval;
import dev.duality.results.statistics.Resampling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Fits what pages and touches cost in the workload `paging`.
final class PageCostFits {
    private static final String WORKLOAD = "paging";
    private static final String TOUCHES = "touches";
    private static final Set<String> MAPPED = Set.of("shm:mapped", "shm:userfault");
    private static final String CALLS = "shm:calls";
    private static final int DRAWS = 5_000;
    private static final int PERCENT = 100;

    private final Run run;
    private final Loads loads;

    private PageCostFits(Run run, Loads loads) {
        this.run = run;
        this.loads = loads;
    }

    /// The setting that lines have alike that are compared.
    private record Like(Map<String, ParameterValue> params, int workers, int window) {}

    private record Of(String substrate, int servers, String waits) {}

    /// A line, and of each of its points what the forks took for a touch.
    private record Fitted(Line line, List<SortedMap<Integer, Double>> forks) {
        double[] touches() {
            return line.points().stream().mapToDouble(Point::touches).toArray();
        }
    }

    static List<PageCosts> of(Run run, Loads loads, List<Row> rows) {
        PageCostFits fits = new PageCostFits(run, loads);
        Map<Like, Map<Of, TreeMap<Long, Row>>> settings = new LinkedHashMap<>();
        for (Row row : rows) {
            Cell cell = row.cell();
            OptionalLong touches = touches(cell);
            boolean rival = MAPPED.contains(cell.substrate()) || reads(cell);
            if (rival && cell.workload().equals(WORKLOAD) && row.closed().isPresent() && touches.isPresent()) {
                Map<String, ParameterValue> rest = new TreeMap<>(cell.params());
                rest.remove(TOUCHES);
                settings.computeIfAbsent(new Like(rest, cell.workers(), cell.window()), _ -> new LinkedHashMap<>())
                        .computeIfAbsent(new Of(cell.substrate(), cell.servers(), cell.waits()), _ -> new TreeMap<>())
                        .merge(touches.getAsLong(), row, fits::moreRounds);
            }
        }
        return settings.values().stream()
                .flatMap(setting -> fits
                        .costs(setting.values().stream()
                                .filter(points -> points.size() >= PageCosts.FEWEST)
                                .map(fits::fitted)
                                .toList())
                        .stream())
                .toList();
    }

    private Row moreRounds(Row one, Row other) {
        return loads.opsPerSecond(other).size() > loads.opsPerSecond(one).size() ? other : one;
    }

    private static boolean reads(Cell cell) {
        return cell.substrate().equals(CALLS) || cell.side() == SubstrateSide.MESSAGING;
    }

    /// Empty unless it is a whole number of 1 or more: a run may come from anybody.
    private static OptionalLong touches(Cell cell) {
        ParameterValue parameter = cell.params().get(TOUCHES);
        return parameter != null && parameter.value().matches("[1-9][0-9]{0,8}")
                ? OptionalLong.of(Long.parseLong(parameter.value()))
                : OptionalLong.empty();
    }

    private Optional<PageCosts> costs(List<Fitted> fitted) {
        if (fitted.isEmpty()) {
            return Optional.empty();
        }
        List<Crossing> crossings = new ArrayList<>();
        for (Fitted maps : fitted) {
            for (Fitted reads : fitted) {
                if (maps.line.maps() && !reads.line.maps()) {
                    crossings.add(new Crossing(maps.line.cell(), reads.line.cell(), outcome(maps, reads)));
                }
            }
        }
        return Optional.of(new PageCosts(
                fitted.getFirst().line.cell(), fitted.stream().map(Fitted::line).toList(), crossings));
    }

    private Fitted fitted(SortedMap<Long, Row> rows) {
        List<Point> points = new ArrayList<>();
        List<SortedMap<Integer, Double>> forks = new ArrayList<>();
        rows.forEach((touches, row) -> {
            SortedMap<Integer, Double> nanos = new TreeMap<>();
            loads.opsPerSecond(row)
                    .forEach((fork, ops) -> nanos.put(fork, 1e9 * row.cell().workers() / ops));
            forks.add(nanos);
            points.add(new Point(touches, Resampling.median(nanos), row));
        });
        double[] touches = points.stream().mapToDouble(Point::touches).toArray();
        double[] nanos = points.stream().mapToDouble(Point::nanosPerTouch).toArray();
        double[] found = fit(touches, nanos);
        double farthest = 0;
        for (int i = 0; i < nanos.length; i++) {
            farthest = Math.max(farthest, Math.abs((found[1] + found[0] / touches[i]) / nanos[i] - 1));
        }
        Optional<List<Interval>> intervals =
                Resampling.intervals(forks, drawn -> fit(touches, drawn), DRAWS, run.seed());
        return new Fitted(
                new Line(
                        MAPPED.contains(points.getFirst().row().cell().substrate()),
                        points,
                        new Nanos(found[0], intervals.map(List::getFirst)),
                        new Nanos(found[1], intervals.map(List::getLast)),
                        farthest),
                forks);
    }

    /// The page and the touch for which the sum of squares of (touch + page / t) / nanos - 1 is least.
    private static double[] fit(double[] touches, double[] nanos) {
        double uu = 0;
        double uv = 0;
        double vv = 0;
        double u1 = 0;
        double v1 = 0;
        for (int i = 0; i < touches.length; i++) {
            double u = 1 / nanos[i]; // of the touch
            double v = u / touches[i]; // of the page
            uu += u * u;
            uv += u * v;
            vv += v * v;
            u1 += u;
            v1 += v;
        }
        double determinant = uu * vv - uv * uv;
        return new double[] {(v1 * uu - u1 * uv) / determinant, (u1 * vv - v1 * uv) / determinant};
    }

    private Outcome outcome(Fitted maps, Fitted reads) {
        for (Fitted one : List.of(maps, reads)) {
            if (one.line.farthest() > PageCosts.FARTHEST) {
                return new Outcome.Inconclusive("the line of " + one.line.cell().substrate() + " misses a point by "
                        + Digits.whole(PERCENT * one.line.farthest()) + " %");
            }
        }
        long from = Math.max(first(maps), first(reads));
        long upTo = Math.min(last(maps), last(reads));
        double[] mapping = {maps.line.page().value(), maps.line.touch().value()};
        double[] reading = {reads.line.page().value(), reads.line.touch().value()};
        double at = crossing(mapping, reading);
        if (!(at >= from && at <= upTo)) {
            double middle = Math.sqrt((double) from * upTo);
            return new Outcome.NotReached(
                    mapping[0] + mapping[1] * middle < reading[0] + reading[1] * middle, from, upTo);
        }
        boolean overtakes = mapping[1] < reading[1];
        List<SortedMap<Integer, Double>> forks = new ArrayList<>(maps.forks);
        forks.addAll(reads.forks);
        int own = maps.forks.size();
        Optional<Interval> interval = Resampling.interval(
                forks,
                drawn -> {
                    double[] above = fit(maps.touches(), Arrays.copyOf(drawn, own));
                    double[] below = fit(reads.touches(), Arrays.copyOfRange(drawn, own, drawn.length));
                    return above[1] < below[1] == overtakes ? crossing(above, below) : Double.POSITIVE_INFINITY;
                },
                run.seed());
        if (interval.filter(range -> !(range.low() >= from && range.high() <= upTo))
                .isPresent()) {
            return new Outcome.Inconclusive("the lines cross at " + Digits.three(at)
                    + " touches of a page, but the interval leaves what was measured");
        }
        return new Outcome.Reached(overtakes, at, interval);
    }

    private static double crossing(double[] mapping, double[] reading) {
        return (mapping[0] - reading[0]) / (reading[1] - mapping[1]);
    }

    private static long first(Fitted one) {
        return one.line.points().getFirst().touches();
    }

    private static long last(Fitted one) {
        return one.line.points().getLast().touches();
    }
}
