// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.Cell;
import dev.duality.results.RowClass;
import dev.duality.results.Run;
import dev.duality.results.SubstrateSide;
import dev.duality.results.statistics.Ratio;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Finds for each message row the shared row it is compared with, and for each job its COST. Rows of different regimes
/// never meet.
final class Pairing {
    private final Run run;
    private final Loads loads;
    private final Terms terms;
    private final List<Row> rows;

    Pairing(Run run, Loads loads, Terms terms, List<Row> rows) {
        this.run = run;
        this.loads = loads;
        this.terms = terms;
        this.rows = List.copyOf(rows);
    }

    List<Row> paired() {
        return rows.stream()
                .map(this::withGap)
                .map(this::withTerms)
                .map(this::withCost)
                .toList();
    }

    /// Whether a row can stand beside another: the setting is the same, threads and window aside, and so is the
    /// machine.
    static boolean beside(Row one, Row another) {
        return one.comparable(another) && RowSetting.of(one.cell()).fits(another.cell());
    }

    /// Whether it is of one class of the shared side.
    static boolean is(Row row, RowClass rowClass) {
        return row.cell().side() == SubstrateSide.SHM && row.cell().rowClass() == rowClass;
    }

    private Row withGap(Row row) {
        if (row.cell().side() != SubstrateSide.MESSAGING) {
            return row;
        }
        return gap(row, RowClass.SHARED, Gap.Basis.THREADS)
                .or(() -> gap(row, RowClass.SHARED, Gap.Basis.WORKERS))
                .map(row::with)
                .orElse(row);
    }

    /// Of a shared row the terms that no message row beside it has.
    private Row withTerms(Row row) {
        if (!is(row, RowClass.SHARED) && !is(row, RowClass.SERVED)) {
            return row;
        }
        List<List<String>> unequal = rows.stream()
                .filter(other -> other.cell().side() == SubstrateSide.MESSAGING && beside(other, row))
                .map(other -> terms.unequal(other.cell(), row.cell()))
                .toList();
        return unequal.stream()
                .min(Comparator.comparingInt(List::size))
                .filter(least -> !least.isEmpty())
                .map(row::with)
                .orElse(row);
    }

    /// The gap to the best rows of a class of the shared side that have as many of what `basis` says; those whose terms
    /// are equal go before. A server has a window as the sender of messages has, so the same one is compared. Empty
    /// where a rival of it was not seen in this regime: without it nobody knows which is the best.
    Optional<Gap> gap(Row message, RowClass rowClass, Gap.Basis basis) {
        for (Measure measure : Measure.values()) {
            List<Row> able = rivals(message, rowClass, basis).stream()
                    .filter(row -> measure.comparable(message, row))
                    .toList();
            List<Row> fair = able.stream()
                    .filter(row -> terms.unequal(message.cell(), row.cell()).isEmpty())
                    .toList();
            List<Row> against = fair.isEmpty() ? able : fair;
            if (!against.isEmpty()) {
                boolean equalTerms = !fair.isEmpty();
                return allSeen(
                                measure,
                                against,
                                row -> ofKind(row, message, rowClass, basis)
                                        && (!equalTerms
                                                || terms.unequal(message.cell(), row.cell())
                                                        .isEmpty()))
                        ? gap(measure, List.of(message), against, basis)
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private List<Row> rivals(Row message, RowClass rowClass, Gap.Basis basis) {
        return rows.stream()
                .filter(row -> ofKind(row, message, rowClass, basis) && row.comparable(message))
                .toList();
    }

    /// Whether a row is one to compare with, whatever the regime.
    private static boolean ofKind(Row row, Row message, RowClass rowClass, Gap.Basis basis) {
        return is(row, rowClass)
                && RowSetting.of(message.cell()).fits(row.cell())
                && equal(row.cell(), message.cell(), basis)
                && (rowClass != RowClass.SERVED
                        || row.cell().window() == message.cell().window());
    }

    /// Whether these rows of one regime are all of their kind: no cell that was measured elsewhere is missing that
    /// could be better here.
    boolean allSeen(Measure measure, List<Row> here, Predicate<Row> ofKind) {
        Set<Cell> cells = here.stream().map(Row::cell).collect(Collectors.toSet());
        return rows.stream()
                .filter(ofKind)
                .filter(row -> measure.in(row) && RowSetting.windowFits(measure, row.cell()))
                .map(Row::cell)
                .allMatch(cells::contains);
    }

    /// The best of some message rows against the best of some shared rows. For each round both are chosen by the rounds
    /// before it, so that luck that made one the best is not counted as its merit. Empty if a side has no round.
    Optional<Gap> gap(Measure measure, List<Row> messages, List<Row> sharing, Gap.Basis basis) {
        Row message = best(measure, messages);
        Row shared = best(measure, sharing);
        Map<String, SortedMap<Integer, Double>> above = values(measure, messages);
        Map<String, SortedMap<Integer, Double>> below = values(measure, sharing);
        if (rounds(above).isEmpty() || rounds(below).isEmpty()) {
            return Optional.empty();
        }
        boolean lowerIsBetter = !measure.moreIsBetter();
        Ratio cost = lowerIsBetter ? Ratio.ofBest(above, below, true) : Ratio.ofBest(below, above, false);
        return Optional.of(new Gap(
                measure,
                shared.cell(),
                shared.id(),
                cost,
                basis,
                terms.unequal(message.cell(), shared.cell()),
                measure.grade(message).and(measure.grade(shared))));
    }

    private static Set<Integer> rounds(Map<String, SortedMap<Integer, Double>> rivals) {
        return rivals.values().stream()
                .flatMap(forks -> forks.keySet().stream())
                .collect(Collectors.toSet());
    }

    static Row best(Measure measure, List<Row> rows) {
        return rows.stream().reduce((a, b) -> measure.better(b, a) ? b : a).orElseThrow();
    }

    private Map<String, SortedMap<Integer, Double>> values(Measure measure, List<Row> rivals) {
        Map<String, SortedMap<Integer, Double>> values = new LinkedHashMap<>();
        for (Row row : rivals) {
            SortedMap<Integer, Double> forks = new TreeMap<>();
            loads.forks(row)
                    .forEach((fork, measured) ->
                            measure.value(measured, row).ifPresent(value -> forks.put(fork, value)));
            values.put(row.cell().id(), forks);
        }
        return values;
    }

    static boolean equal(Cell one, Cell other, Gap.Basis basis) {
        return switch (basis) {
            case THREADS -> one.threads() == other.threads();
            case WORKERS -> one.workers() == other.workers();
            case SHAPE -> one.workers() == other.workers() && one.servers() == other.servers();
        };
    }

    /// COST looks at thread counts that have a core each: more threads than cores measure the scheduler.
    private Row withCost(Row row) {
        if (row.job().isEmpty() || row.cell().side() == SubstrateSide.PLAIN) {
            return row;
        }
        RowSetting setting = RowSetting.of(row.cell());
        int cores = run.machine().usableCores();
        List<Row> series = rows.stream()
                .filter(other -> other.cell().substrate().equals(row.cell().substrate()))
                .filter(other -> RowSetting.of(other.cell()).equals(setting))
                .filter(other -> other.cell().window() == row.cell().window() && other.comparable(row))
                .filter(other -> other.job().flatMap(Row.Job::speedup).isPresent())
                .filter(other ->
                        other.cell().threads() <= cores && !other.cell().oversubscribed())
                .sorted(Comparator.comparingInt(other -> other.cell().threads()))
                .toList();
        List<Row> told = series.stream() // the least number is known as long as each before it says something
                .takeWhile(other -> direction(other) != Ratio.Direction.UNKNOWN)
                .toList();
        OptionalInt cost = told.stream()
                .filter(other -> direction(other) == Ratio.Direction.GREATER)
                .mapToInt(other -> other.cell().threads())
                .findFirst();
        int tried = told.isEmpty() ? 0 : told.getLast().cell().threads();
        Row.Job job = row.job().get();
        return row.with(
                new Row.Job(job.seconds(), job.plainSeconds(), job.speedup(), cost, tried, job.costs(), job.grade()));
    }

    private static Ratio.Direction direction(Row row) {
        return row.job().flatMap(Row.Job::speedup).orElseThrow().direction();
    }
}
