// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import dev.duality.results.Cell;
import dev.duality.results.Figure;
import dev.duality.results.chart.Settings;
import dev.duality.results.finding.Findings;
import dev.duality.results.finding.PageCosts;
import dev.duality.results.finding.PageCosts.Crossing;
import dev.duality.results.finding.PageCosts.Line;
import dev.duality.results.finding.PageCosts.Outcome;
import dev.duality.results.statistics.Digits;
import dev.duality.results.statistics.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Tables of what a page costs and what a touch of it, where mapping overtakes reading, and how long pages took to
/// come.
public final class PagingSheets {
    private static final Pattern BOUND = Pattern.compile("faults (below|from) ([0-9]{1,9}) us");
    private static final List<String> NAMED = List.of("pages", "frames", "writes", "skew", "trace");
    private static final double PERCENT = 100;

    private PagingSheets() {}

    /// Two for each setting that was measured with several numbers of touches; one where nobody counted faults.
    public static List<Table> of(Findings findings) {
        List<Table> sheets = new ArrayList<>();
        for (PageCosts costs : findings.pageCosts()) {
            sheets.add(costs(costs));
            faults(costs).ifPresent(sheets::add);
        }
        return sheets;
    }

    private static Table costs(PageCosts costs) {
        TreeSet<Long> touches = new TreeSet<>();
        costs.lines().forEach(line -> line.points().forEach(point -> touches.add(point.touches())));
        List<String> head = new ArrayList<>(List.of("touches of a page"));
        touches.forEach(each -> head.add(Digits.whole((double) each)));
        List<List<String>> rows = new ArrayList<>();
        Names names = Names.of(costs);
        for (Line line : costs.lines()) {
            List<String> row = new ArrayList<>(List.of(names.row(line.cell())));
            touches.forEach(each -> row.add(line.points().stream()
                    .filter(point -> point.touches() == each)
                    .findFirst()
                    .map(point -> Digits.three(point.nanosPerTouch()))
                    .orElse("")));
            rows.add(row);
        }
        List<String> below = new ArrayList<>();
        below.add("ns of a touch, of one worker. Lines through them, page / touches + touch:");
        costs.lines().forEach(line -> below.add(words(line, names.brief(line.cell()))));
        costs.crossings().forEach(crossing -> below.add(words(crossing, names)));
        below.add("Published (Shirriff 1993): mapping a file overtakes calls between 1.6 and 8.3 touches of a page.");
        return Table.of("Mapping and reading: " + title(costs), head, rows, below);
    }

    /// Such as `paging, pages=256, frames=8`.
    private static String title(PageCosts costs) {
        Cell like = costs.like();
        return NAMED.stream()
                .filter(name -> like.params().containsKey(name)
                        && !like.params().get(name).value().isEmpty())
                .map(name -> ", " + name + "=" + like.params().get(name).value())
                .collect(Collectors.joining("", like.workload(), ""));
    }

    /// The names of the lines of one table, in full and, where there is no other of that substrate, by it alone.
    private record Names(PageCosts costs, Settings settings) {
        static Names of(PageCosts costs) {
            return new Names(
                    costs, new Settings(costs.lines().stream().map(Line::cell).toList()));
        }

        String row(Cell cell) {
            return settings.row(cell, "touches");
        }

        String brief(Cell cell) {
            long same = costs.lines().stream()
                    .filter(line -> line.cell().substrate().equals(cell.substrate()))
                    .count();
            return same > 1 ? row(cell) : cell.substrate();
        }
    }

    /// Such as `shm:calls: 12 ns a page [8, 17] and 301 ns a touch [299, 304]; within 2 % of each point`.
    private static String words(Line line, String name) {
        return name + ": " + words(line.page()) + " a page and " + words(line.touch()) + " a touch; within "
                + Digits.ratio(PERCENT * line.fit().farthest()) + " % of each point";
    }

    private static String words(PageCosts.Nanos figure) {
        return Digits.three(figure.value()) + " ns"
                + figure.interval()
                        .map(range -> " " + range.text(Digits::three))
                        .orElse(" (1 fork)");
    }

    /// Such as `shm:userfault overtakes shm:calls at 27.1 touches of a page [25.0, 29.3]`.
    static String words(PageCosts costs, Crossing crossing) {
        return words(crossing, Names.of(costs));
    }

    private static String words(Crossing crossing, Names names) {
        String maps = names.brief(crossing.maps());
        String reads = names.brief(crossing.reads());
        return switch (crossing.outcome()) {
            case Outcome.Reached(boolean overtakes, double at, Optional<Interval> interval) ->
                (overtakes ? maps + " overtakes " + reads : reads + " overtakes " + maps) + " at " + Digits.three(at)
                        + " touches of a page"
                        + interval.map(range -> " " + range.text(Digits::three)).orElse(" (1 fork: no interval)");
            case Outcome.NotReached(boolean mappingWins, long from, long upTo) ->
                maps + " and " + reads + ": not reached, " + (mappingWins ? maps : reads) + " wins from " + from
                        + " to " + upTo + " touches of a page";
            case Outcome.Inconclusive(String reason) -> maps + " and " + reads + ": inconclusive: " + reason;
        };
    }

    /// A bound of the histogram, the open end last.
    private record Bound(boolean below, int micros) implements Comparable<Bound> {
        static Optional<Bound> of(Figure figure) {
            Matcher name = BOUND.matcher(figure.name());
            return name.matches()
                    ? Optional.of(new Bound(name.group(1).equals("below"), Integer.parseInt(name.group(2))))
                    : Optional.empty();
        }

        @Override
        public int compareTo(Bound other) {
            return Comparator.comparing(Bound::below, Comparator.reverseOrder())
                    .thenComparingInt(Bound::micros)
                    .compare(this, other);
        }

        String text() {
            return (below ? "below " : "from ") + Digits.whole((double) micros) + " us";
        }
    }

    /// Of each line the point with the fewest touches, which has the most faults.
    private static Optional<Table> faults(PageCosts costs) {
        Names names = Names.of(costs);
        List<String> head = new ArrayList<>(List.of("% of faults"));
        List<SortedMap<Bound, Double>> all = new ArrayList<>();
        TreeSet<Bound> bounds = new TreeSet<>();
        List<String> below = new ArrayList<>();
        for (Line line : costs.lines()) {
            PageCosts.Point point = line.points().getFirst();
            SortedMap<Bound, Double> counted = new TreeMap<>();
            point.row()
                    .closed()
                    .orElseThrow()
                    .costs()
                    .figures()
                    .forEach(figure -> Bound.of(figure).ifPresent(bound -> counted.put(bound, figure.value())));
            double sum =
                    counted.values().stream().mapToDouble(Double::doubleValue).sum();
            if (sum > 0) {
                counted.replaceAll((_, value) -> PERCENT * value / sum);
                counted.forEach((bound, share) -> {
                    if (share > 0) {
                        bounds.add(bound);
                    }
                });
                head.add(names.row(line.cell()));
                all.add(counted);
                below.add(names.row(line.cell()) + " with " + point.touches()
                        + (point.touches() == 1 ? " touch" : " touches") + " of a page: " + Digits.three(sum)
                        + " faults a touch");
            }
        }
        if (all.isEmpty()) {
            return Optional.empty();
        }
        List<List<String>> rows = new ArrayList<>();
        for (Bound bound : bounds) {
            List<String> row = new ArrayList<>(List.of(bound.text()));
            all.forEach(counted -> row.add(Digits.percent(counted.getOrDefault(bound, 0.0))));
            rows.add(row);
        }
        below.add("Each bound is twice the one before: a fault stands at the first that it is below.");
        return Optional.of(Table.of("How long a page took to come: " + title(costs), head, rows, below));
    }
}
