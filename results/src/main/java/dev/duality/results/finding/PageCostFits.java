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
import dev.duality.results.statistics.RelativeFit;
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
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/// Fits what pages and touches cost in the workload `paging`.
final class PageCostFits {
    private static final String WORKLOAD = "paging";
    private static final String TOUCHES = "touches";
    private static final Set<String> MAPPED = Set.of("shm:mapped", "shm:userfault", "shm:frames");
    private static final String CALLS = "shm:calls";
    private static final int DRAWS = 5_000;

    private final Run run;
    private final Loads loads;
    private final Terms terms;

    private PageCostFits(Run run, Loads loads) {
        this.run = run;
        this.loads = loads;
        this.terms = Terms.of(run);
    }

    /// The setting that lines have alike that are compared.
    private record Like(Map<String, ParameterValue> params, int workers, int window, int payloadBytes) {}

    private record Of(String substrate, int servers, String waits) {}

    /// A line, and of each of its points what the forks took for a touch.
    private record Fitted(Line line, List<SortedMap<Integer, Double>> forks) {
        double[][] places() {
            return PageCostFits.places(line.points());
        }

        double[] costs() {
            return new double[] {line.page().value(), line.touch().value()};
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
                settings.computeIfAbsent(
                                new Like(rest, cell.workers(), cell.window(), cell.payloadBytes()),
                                _ -> new LinkedHashMap<>())
                        .computeIfAbsent(new Of(cell.substrate(), cell.servers(), cell.waits()), _ -> new TreeMap<>())
                        .putIfAbsent(touches.getAsLong(), row);
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

    private static boolean reads(Cell cell) {
        return cell.substrate().equals(CALLS) || cell.side() == SubstrateSide.MESSAGING;
    }

    /// Empty unless it is 1 or more.
    private static OptionalLong touches(Cell cell) {
        OptionalLong touches = cell.whole(TOUCHES);
        return touches.orElse(0) > 0 ? touches : OptionalLong.empty();
    }

    private Optional<PageCosts> costs(List<Fitted> fitted) {
        if (fitted.isEmpty()) {
            return Optional.empty();
        }
        List<Crossing> crossings = new ArrayList<>();
        for (Fitted maps : fitted) {
            for (Fitted reads : fitted) {
                if (maps.line.maps()
                        && !reads.line.maps()
                        && terms.unequal(maps.line.cell(), reads.line.cell()).isEmpty()
                        && RowSetting.waitsFit(
                                maps.line.cell().waits(), reads.line.cell().waits())) {
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
            SortedMap<Integer, Double> nanos = loads.nanosPerOp(row);
            forks.add(nanos);
            points.add(new Point(touches, Resampling.median(nanos), row));
        });
        double[][] places = places(points);
        RelativeFit fit = RelativeFit.of(
                places, points.stream().mapToDouble(Point::nanosPerTouch).toArray());
        Optional<List<Interval>> intervals =
                Resampling.intervals(forks, drawn -> RelativeFit.costs(places, drawn), DRAWS, run.seed());
        return new Fitted(
                new Line(
                        MAPPED.contains(points.getFirst().row().cell().substrate()),
                        points,
                        new Nanos(fit.costs().getFirst(), intervals.map(List::getFirst)),
                        new Nanos(fit.costs().getLast(), intervals.map(List::getLast)),
                        fit),
                forks);
    }

    /// Of each point how often a touch has the page, and itself.
    private static double[][] places(List<Point> points) {
        return points.stream()
                .map(point -> new double[] {1.0 / point.touches(), 1})
                .toArray(double[][]::new);
    }

    private Outcome outcome(Fitted maps, Fitted reads) {
        for (Fitted one : List.of(maps, reads)) {
            if (!one.line.fit().fits()) {
                return new Outcome.Inconclusive("the line of " + one.line.cell().substrate() + " "
                        + one.line.fit().miss());
            }
        }
        long from = Math.max(first(maps), first(reads));
        long upTo = Math.min(last(maps), last(reads));
        if (from >= upTo) {
            return new Outcome.Inconclusive(
                    "no touches in common: one line ends at " + upTo + ", and the other begins at " + from);
        }
        Difference found = Difference.of(maps.costs(), reads.costs());
        double low = found.at(from);
        double high = found.at(upTo);
        if (low == 0 && high == 0) {
            return new Outcome.Inconclusive("the two lines are one");
        }
        return low * high > 0 ? oneWins(maps, reads, low < 0, from, upTo) : crossing(maps, reads, found, from, upTo);
    }

    /// The time that a page takes longer by mapping than by reading.
    private record Difference(double page, double touch) {
        static Difference of(double[] mapping, double[] reading) {
            return new Difference(mapping[0] - reading[0], mapping[1] - reading[1]);
        }

        double at(long touches) {
            return page + touch * (double) touches;
        }

        double crossing() {
            return -page / touch;
        }
    }

    private static List<SortedMap<Integer, Double>> forks(Fitted maps, Fitted reads) {
        List<SortedMap<Integer, Double>> forks = new ArrayList<>(maps.forks);
        forks.addAll(reads.forks);
        return forks;
    }

    /// Gives the difference of both lines, of what was drawn for [#forks].
    private static Function<double[], Difference> difference(Fitted maps, Fitted reads) {
        double[][] mapping = maps.places();
        double[][] reading = reads.places();
        int own = maps.forks.size();
        return drawn -> Difference.of(
                RelativeFit.costs(mapping, Arrays.copyOf(drawn, own)),
                RelativeFit.costs(reading, Arrays.copyOfRange(drawn, own, drawn.length)));
    }

    private Outcome oneWins(Fitted maps, Fitted reads, boolean mappingWins, long from, long upTo) {
        Function<double[], Difference> difference = difference(maps, reads);
        UnaryOperator<double[]> ends = drawn -> {
            Difference of = difference.apply(drawn);
            return new double[] {of.at(from), of.at(upTo)};
        };
        return Resampling.leads(forks(maps, reads), ends, mappingWins, run.seed())
                ? new Outcome.NotReached(mappingWins, from, upTo)
                : new Outcome.Inconclusive(
                        (mappingWins ? maps : reads).line.cell().substrate() + " wins from " + from + " to " + upTo
                                + " touches of a page, but not in 95 % of the draws");
    }

    private Outcome crossing(Fitted maps, Fitted reads, Difference found, long from, long upTo) {
        boolean overtakes = found.touch < 0;
        Function<double[], Difference> difference = difference(maps, reads);
        ToDoubleFunction<double[]> place = drawn -> {
            Difference of = difference.apply(drawn);
            return of.touch < 0 == overtakes ? of.crossing() : Double.POSITIVE_INFINITY;
        };
        Optional<Interval> interval = Resampling.interval(forks(maps, reads), place, run.seed());
        if (interval.filter(range -> !(range.low() >= from && range.high() <= upTo))
                .isPresent()) {
            return new Outcome.Inconclusive("the lines cross at " + Digits.three(found.crossing())
                    + " touches of a page, but the interval leaves what was measured");
        }
        return new Outcome.Reached(overtakes, found.crossing(), interval);
    }

    private static long first(Fitted one) {
        return one.line.points().getFirst().touches();
    }

    private static long last(Fitted one) {
        return one.line.points().getLast().touches();
    }
}
