// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.chart;

import dev.duality.results.PlainText;
import dev.duality.results.finding.Contention;
import dev.duality.results.finding.Crossover;
import dev.duality.results.finding.Findings;
import dev.duality.results.statistics.Ratio;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The maps that show from where on messages overtake.
final class CrossoverCharts {
    private static final Chart.Axis LINES = new Chart.Axis("lines", "lines");
    private static final Chart.Axis THINK = new Chart.Axis("think ns", "ns of thinking");
    private static final Chart.Axis SKEW = new Chart.Axis("skew", "skew");
    private static final Chart.Axis READ = new Chart.Axis("reads of 100", "reads of 100");

    private CrossoverCharts() {}

    /// One map for each pair of substrates and total of threads: of lines and think time, or of the skew of a table's
    /// keys and its share of reads.
    static Some of(Findings findings) {
        record Pair(String messages, String shared, int threads) {}
        Map<Pair, List<Crossover>> maps = new LinkedHashMap<>();
        findings.crossovers()
                .forEach(one -> maps.computeIfAbsent(
                                new Pair(one.messages(), one.shared(), one.threads()), _ -> new ArrayList<>())
                        .add(one));
        Some some = new Some();
        maps.forEach((pair, thinks) -> some.add(() -> crossover(
                PlainText.of(pair.messages + " over " + pair.shared + ", " + pair.threads + " threads each"), thinks)));
        findings.contentions().forEach(one -> addContention(some, one));
        return some;
    }

    private static Chart crossover(String title, List<Crossover> all) {
        List<Chart.Compared> points = new ArrayList<>();
        List<Chart.Crossing> crossings = new ArrayList<>();
        for (Crossover one : all.stream().limit(Charts.MOST_ROWS).toList()) {
            one.points().stream()
                    .limit(Some.MOST)
                    .forEach(point -> points.add(new Chart.Compared(
                            point.lines(), one.think(), point.ratio().direction(), Charts.figure(point.ratio()))));
            if (one.outcome() instanceof Crossover.Outcome.Reached reached) {
                crossings.add(new Chart.Crossing(one.think(), reached.at() / one.threads()));
            }
        }
        return new Chart.Crossover(title, LINES, THINK, points, crossings);
    }

    private static void addContention(Some some, Contention one) {
        Set<Integer> totals = new TreeSet<>();
        one.spots().forEach(spot -> totals.addAll(spot.byThreads().keySet()));
        for (int threads : totals) {
            List<Chart.Compared> points = one.spots().stream()
                    .filter(spot -> spot.byThreads().containsKey(threads))
                    .limit(Some.MOST)
                    .map(spot -> compared(spot, spot.byThreads().get(threads)))
                    .toList();
            if (points.size() > 1) {
                some.add(() -> new Chart.Crossover(
                        PlainText.of(one.messages() + " over " + one.shared() + ", " + one.table() + ", " + threads
                                + " threads each"),
                        SKEW,
                        READ,
                        points,
                        List.of()));
            }
        }
    }

    private static Chart.Compared compared(Contention.Spot spot, Ratio ratio) {
        return new Chart.Compared(spot.skew(), spot.read(), ratio.direction(), Charts.figure(ratio));
    }
}
