// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.Cell;
import dev.duality.results.ParameterValue;
import dev.duality.results.Run;
import dev.duality.results.statistics.Interval;
import dev.duality.results.statistics.Resampling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.hipparchus.stat.regression.OLSMultipleLinearRegression;

/// The cost of a visit without calls: so much, so much for each open file, and so much for each byte of changed pages.
/// By messages that is two moves of an image, there and home; over shared memory a word changes hands.
///
/// @param cell one of its cells
/// @param touching whether every line of every page is changed as soon as the process has come; else nobody touches
///     it, and what its loads will cost is put off
/// @param rows those that it was fitted to, [#FEWEST] or more
/// @param visit nanoseconds of any visit
/// @param file nanoseconds for each open file
/// @param octet nanoseconds for each byte
/// @param fitted R2: which part of the squares of the times the three terms explain
public record VisitCosts(
        Cell cell, boolean touching, List<Row> rows, Term visit, Term file, Term octet, double fitted) {
    /// Three terms, and more points than that.
    public static final int FEWEST = 5;

    private static final String WORKLOAD = "migration";
    private static final String FILES = "files";
    private static final String PAGES = "pages";
    private static final String TOUCH = "touch";
    private static final String ALL = "all";
    private static final int PAGE_BYTES = 4096;
    private static final int DRAWS = 1_000;

    public VisitCosts {
        rows = List.copyOf(rows);
    }

    /// Nanoseconds.
    ///
    /// @param interval empty with one fork
    public record Term(double nanos, Optional<Interval> interval) {}

    private record Kind(String substrate, int workers, int servers, String waits, Map<String, ParameterValue> rest) {}

    private record Place(double files, double bytes) {}

    /// In the run's order.
    static List<VisitCosts> of(Run run, Loads loads, List<Row> rows) {
        Map<Kind, List<Row>> kinds = new LinkedHashMap<>();
        for (Row row : rows) {
            Cell cell = row.cell();
            if (cell.workload().equals(WORKLOAD)
                    && !cell.substrate().equals(Cell.PLAIN)
                    && row.closed().isPresent()
                    && cell.window() == 1
                    && whole(cell, "calls").equals(OptionalLong.of(0))
                    && whole(cell, "signals").equals(OptionalLong.of(0))
                    && whole(cell, FILES).isPresent()
                    && whole(cell, PAGES).isPresent()) {
                Map<String, ParameterValue> rest = new TreeMap<>(cell.params());
                rest.remove(FILES);
                rest.remove(PAGES);
                kinds.computeIfAbsent(
                                new Kind(cell.substrate(), cell.workers(), cell.servers(), cell.waits(), rest),
                                _ -> new ArrayList<>())
                        .add(row);
            }
        }
        return kinds.values().stream()
                .filter(VisitCosts::isVaried)
                .map(same -> fitted(run, loads, same))
                .toList();
    }

    private static OptionalLong whole(Cell cell, String name) {
        ParameterValue parameter = cell.params().get(name);
        return parameter != null && parameter.value().matches("[0-9]{1,9}")
                ? OptionalLong.of(Long.parseLong(parameter.value()))
                : OptionalLong.empty();
    }

    /// Enough places, and they are not on one line: else the terms cannot be told from each other.
    private static boolean isVaried(List<Row> rows) {
        List<Place> places = rows.stream().map(VisitCosts::place).distinct().toList();
        if (places.size() < FEWEST) {
            return false;
        }
        Place first = places.getFirst();
        Place second = places.get(1);
        return places.stream()
                .anyMatch(place -> (second.files - first.files) * (place.bytes - first.bytes)
                        != (second.bytes - first.bytes) * (place.files - first.files));
    }

    private static Place place(Row row) {
        return new Place(
                whole(row.cell(), FILES).orElseThrow(),
                PAGE_BYTES * (double) whole(row.cell(), PAGES).orElseThrow());
    }

    private static VisitCosts fitted(Run run, Loads loads, List<Row> rows) {
        double[][] terms = rows.stream()
                .map(VisitCosts::place)
                .map(place -> new double[] {place.files, place.bytes})
                .toArray(double[][]::new);
        double[] nanos = rows.stream()
                .mapToDouble(row -> row.closed().orElseThrow().nanosPerOp().median())
                .toArray();
        OLSMultipleLinearRegression fit = new OLSMultipleLinearRegression();
        fit.newSampleData(nanos, terms);
        double[] found = fit.estimateRegressionParameters();
        double squares = fit.calculateRSquared();
        double share =
                Double.isFinite(squares) ? squares : 0; // no row differs from another: nothing is to be explained
        List<SortedMap<Integer, Double>> forks = new ArrayList<>();
        for (Row row : rows) {
            SortedMap<Integer, Double> own = new TreeMap<>();
            loads.opsPerSecond(row)
                    .forEach((fork, ops) -> own.put(fork, 1e9 * row.cell().workers() / ops));
            forks.add(own);
        }
        Optional<List<Interval>> intervals = Resampling.intervals(
                forks,
                drawn -> {
                    fit.newSampleData(drawn, terms);
                    return fit.estimateRegressionParameters();
                },
                DRAWS,
                run.seed());
        List<Term> all = IntStream.range(0, found.length)
                .mapToObj(term -> new Term(found[term], intervals.map(each -> each.get(term))))
                .toList();
        Cell cell = rows.getFirst().cell();
        ParameterValue touch = cell.params().get(TOUCH);
        return new VisitCosts(
                cell, touch != null && touch.value().equals(ALL), rows, all.get(0), all.get(1), all.get(2), share);
    }
}
