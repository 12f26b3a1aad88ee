// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.results.PlainText;
import dev.duality.results.SubstrateSide;
import dev.duality.results.chart.Chart;
import dev.duality.results.chart.LawsChart;
import dev.duality.results.laws.Scaling;
import dev.duality.results.page.SimulatedPage;
import dev.duality.results.page.SimulatedPage.Part;
import dev.duality.results.statistics.Digits;
import dev.duality.results.statistics.Spread;
import dev.duality.results.table.LawsSheets;
import dev.duality.simulation.multicore.BestPair;
import dev.duality.simulation.multicore.MulticoreMap;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/// The page for a browser of what a simulated machine did.
final class MulticorePage {
    private static final String BY = "duality multicore --html";
    private static final int MOST_LINES = 12; // of one chart
    private static final String WORKERS = "workers";

    private final MulticoreSeeds seeds;
    private final MulticoreReport report;
    private final double think;
    private final Map<String, Chart.Series> series = new LinkedHashMap<>();

    private MulticorePage(MulticoreSeeds seeds, MulticoreReport report, double think) {
        this.seeds = seeds;
        this.report = report;
        this.think = think;
        Map<SubstrateSide, Integer> used = new EnumMap<>(SubstrateSide.class);
        for (String substrate : seeds.perSecond().keySet()) {
            SubstrateSide side = SubstrateSide.of(substrate);
            int place = used.merge(side, 1, Integer::sum) - 1;
            series.put(substrate, new Chart.Series(PlainText.of(substrate), side, place, series.size()));
        }
    }

    /// @param scalings the laws of each side, by its substrate
    /// @param report of the first seed
    /// @param think what a worker does before each operation, in nanoseconds
    static String of(MulticoreSeeds seeds, SortedMap<String, Scaling> scalings, MulticoreReport report, double think) {
        MulticorePage page = new MulticorePage(seeds, report, think);
        List<Part> parts = new ArrayList<>();
        parts.add(page.rows());
        page.overtaking().ifPresent(parts::add);
        parts.add(page.laws(scalings));
        return SimulatedPage.of(
                "Duality: %s on %s, simulated"
                        .formatted(seeds.workload(), seeds.machine().name()),
                report.description(),
                parts,
                BY);
    }

    /// Of maps, some machines each.
    static String of(MulticoreMapReport report) {
        return SimulatedPage.of(
                "Duality: %s on simulated machines".formatted(report.workload()),
                report.maps().stream().map(MulticoreMapReport::name).toList(),
                List.of(new Part(
                        "overtake",
                        "Where messages overtake",
                        List.of(),
                        "Time of messages over that of shared memory, of the best side of each: * messages win, ~ too close to"
                                + " tell, else shared memory wins. The stronger the colour, the larger the difference.",
                        List.of(report.chart()),
                        report.tables())),
                BY);
    }

    private Part rows() {
        List<Chart> charts = new ArrayList<>();
        charts.add(new Chart.Swept(
                "Time between two operations of a worker",
                WORKERS,
                false,
                lines().entrySet().stream()
                        .map(side -> new Chart.Line(
                                series.get(side.getKey()),
                                side.getValue().entrySet().stream()
                                        .map(point -> new Chart.Point(
                                                point.getKey(), 1e9 * point.getKey() / median(point.getValue())))
                                        .toList()))
                        .toList()));
        List<Chart.Scaled> scaled = scaled();
        if (!scaled.isEmpty()) {
            charts.add(new Chart.Speedup("Speedup over one worker of the same side", WORKERS, "speedup S_n", scaled));
        }
        int left = series.size() - lines().size();
        return new Part(
                "rows",
                "What each side does",
                left == 0 ? List.of() : List.of("Charts have room for the first %d sides.".formatted(MOST_LINES)),
                "The middle of %d seeds, which are the dots; the table has the first seed."
                        .formatted(seeds.bySeed().size()),
                charts,
                List.of(report.table()));
    }

    private Map<String, SortedMap<Integer, SortedMap<Integer, Double>>> lines() {
        Map<String, SortedMap<Integer, SortedMap<Integer, Double>>> lines = new LinkedHashMap<>();
        seeds.perSecond().entrySet().stream()
                .limit(MOST_LINES)
                .forEach(side -> lines.put(side.getKey(), side.getValue()));
        return lines;
    }

    /// Of the sides that ran with one worker.
    private List<Chart.Scaled> scaled() {
        List<Chart.Scaled> scaled = new ArrayList<>();
        lines().forEach((substrate, points) -> {
            if (points.firstKey() == 1) {
                double alone = median(points.get(1));
                scaled.add(new Chart.Scaled(
                        series.get(substrate),
                        points.entrySet().stream()
                                .map(point -> step(point.getKey(), point.getValue(), alone))
                                .toList()));
            }
        });
        return scaled;
    }

    private static Chart.Step step(int workers, SortedMap<Integer, Double> perSecond, double alone) {
        double speedup = median(perSecond) / alone;
        return new Chart.Step(
                workers,
                true, // a simulated thread has a core, or it does not run
                new Chart.Value(speedup, Optional.empty(), Digits.ratio(speedup)),
                perSecond.values().stream().map(value -> value / alone).toList());
    }

    private static double median(SortedMap<Integer, Double> values) {
        return Spread.of(values.values()).median();
    }

    /// Empty where there is nothing to compare.
    private Optional<Part> overtaking() {
        List<BestPair> pairs = BestPair.of(seeds.first());
        if (pairs.isEmpty()) {
            return Optional.empty();
        }
        MulticoreMap map = new MulticoreMap(
                seeds.machine(),
                seeds.workload(),
                new MulticoreMap.Varied("think", "ns"),
                List.of(new MulticoreMap.Row(think, pairs)));
        return Optional.of(new Part(
                "overtake",
                "Where messages overtake",
                List.of(report.crossover() + "."),
                "Time of messages over that of shared memory, of the best side of each by the first seed: * messages win, ~ too"
                        + " close to tell, else shared memory wins.",
                List.of(map.chart()),
                List.of()));
    }

    private Part laws(SortedMap<String, Scaling> scalings) {
        List<Chart> charts = new ArrayList<>();
        scalings.forEach((substrate, scaling) -> {
            if (scaling.base().isPresent() && !scaling.isInconclusive()) {
                charts.add(LawsChart.of(scaling, series.get(substrate)));
            }
        });
        return new Part(
                "laws",
                "Speedup, held against the laws",
                List.of(),
                "S_n over n workers; dots are seeds. Drawn through: Amdahl's law; dashed: the Universal Scalability Law; dotted: the"
                        + " speedup that no n exceeds, the n beyond which it gets worse, and as many times as workers. Intervals"
                        + " are those of the seeds: how far the model is off, they do not say.",
                charts,
                LawsSheets.ofAll(List.copyOf(scalings.values())));
    }
}
