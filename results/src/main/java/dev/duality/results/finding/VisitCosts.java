// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.Cell;
import dev.duality.results.ParameterValue;
import dev.duality.results.Run;
import dev.duality.results.statistics.Interval;
import dev.duality.results.statistics.RelativeFit;
import dev.duality.results.statistics.Resampling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/// The cost of a visit without calls: so much, so much for each open file, and so much for each byte of changed pages.
/// By messages that is two moves of an image, there and home; over shared memory a word changes hands.
///
/// @param rows those that it was fitted to, five or more
/// @param visit nanoseconds of any visit
/// @param file nanoseconds for each open file
/// @param octet nanoseconds for each byte
/// @param fit the three terms as they were fitted: relative errors count
public record VisitCosts(List<Row> rows, Term visit, Term file, Term octet, RelativeFit fit) {
    private static final int FEWEST = 5; // three terms, and more places than that
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

    private record Kind(String substrate, int workers, int servers, CellSetting setting) {}

    private record Place(double files, double bytes) {}

    /// One of its cells, for what all have alike.
    public Cell cell() {
        return rows.getFirst().cell();
    }

    /// Whether every line of every page is changed as soon as the process has come; else nobody touches it, and what
    /// its loads will cost is put off.
    public boolean touching() {
        ParameterValue touch = cell().params().get(TOUCH);
        return touch != null && touch.value().equals(ALL);
    }

    /// Whether this and another differ in what is touched, and in nothing else.
    public boolean differsInTouching(VisitCosts other) {
        return touching() != other.touching() && kind(cell(), TOUCH).equals(kind(other.cell(), TOUCH));
    }

    /// In the run's order.
    static List<VisitCosts> of(Run run, Loads loads, List<Row> rows) {
        Map<Kind, List<Row>> kinds = new LinkedHashMap<>();
        for (Row row : rows) {
            Cell cell = row.cell();
            if (cell.workload().equals(WORKLOAD)
                    && !cell.substrate().equals(Cell.PLAIN)
                    && row.closed().isPresent()
                    && cell.window() == 1
                    && cell.whole("calls").equals(OptionalLong.of(0))
                    && cell.whole("signals").equals(OptionalLong.of(0))
                    && cell.whole(FILES).isPresent()
                    && cell.whole(PAGES).isPresent()) {
                kinds.computeIfAbsent(kind(cell, ""), _ -> new ArrayList<>()).add(row);
            }
        }
        return kinds.values().stream()
                .filter(VisitCosts::isVaried)
                .map(same -> fitted(run, loads, same))
                .toList();
    }

    /// @param but a parameter that may differ, beside files and pages
    private static Kind kind(Cell cell, String but) {
        return new Kind(
                cell.substrate(),
                cell.workers(),
                cell.servers(),
                CellSetting.of(cell).without(List.of(FILES, PAGES, but)));
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
                row.cell().whole(FILES).orElseThrow(),
                PAGE_BYTES * (double) row.cell().whole(PAGES).orElseThrow());
    }

    private static VisitCosts fitted(Run run, Loads loads, List<Row> rows) {
        double[][] places = rows.stream()
                .map(VisitCosts::place)
                .map(place -> new double[] {1, place.files, place.bytes})
                .toArray(double[][]::new);
        double[] nanos = rows.stream()
                .mapToDouble(row -> row.closed().orElseThrow().nanosPerOp().median())
                .toArray();
        RelativeFit fit = RelativeFit.of(places, nanos);
        Optional<List<Interval>> intervals = Resampling.intervals(
                rows.stream().map(loads::nanosPerOp).toList(),
                drawn -> RelativeFit.costs(places, drawn),
                DRAWS,
                run.seed());
        List<Term> all = IntStream.range(0, fit.costs().size())
                .mapToObj(term -> new Term(fit.costs().get(term), intervals.map(each -> each.get(term))))
                .toList();
        return new VisitCosts(rows, all.get(0), all.get(1), all.get(2), fit);
    }
}
