// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.Cell;
import dev.duality.results.Run;
import dev.duality.results.Side;
import dev.duality.results.statistics.Ratio;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/// Finds for each message row the shared row it is compared with, and for each job its COST.
final class Pairing {
    private final Run run;
    private final List<Row> rows;

    Pairing(Run run, List<Row> rows) {
        this.run = run;
        this.rows = List.copyOf(rows);
    }

    List<Row> paired() {
        return rows.stream().map(this::withGap).map(this::withCost).toList();
    }

    /// Whether a row is comparable with one of that setting, threads aside, and stands on that side.
    static boolean rival(Row row, Setting setting, Side side) {
        return row.cell().side() == side && setting.fits(row.cell());
    }

    private Row withGap(Row row) {
        if (row.cell().side() != Side.MESSAGING) {
            return row;
        }
        return gap(row, Gap.Basis.THREADS)
                .or(() -> gap(row, Gap.Basis.WORKERS))
                .map(row::with)
                .orElse(row);
    }

    /// The gap to the best shared row that has as many of what `basis` says.
    Optional<Gap> gap(Row message, Gap.Basis basis) {
        Setting setting = Setting.of(message.cell());
        List<Row> rivals = rows.stream()
                .filter(row -> rival(row, setting, Side.SHM))
                .filter(row -> equal(row.cell(), message.cell(), basis))
                .toList();
        for (Measure measure : Measure.values()) {
            Optional<Row> best = rivals.stream()
                    .filter(row -> measure.comparable(message, row))
                    .reduce((a, b) -> measure.better(b, a) ? b : a);
            if (best.isPresent()) {
                return best.map(shared -> gap(measure, message, shared, basis));
            }
        }
        return Optional.empty();
    }

    private Gap gap(Measure measure, Row message, Row shared, Gap.Basis basis) {
        SortedMap<Integer, Double> messages = values(measure, message.cell());
        SortedMap<Integer, Double> sharing = values(measure, shared.cell());
        Ratio cost = measure.moreIsBetter()
                ? Ratio.ofMedians(sharing, messages, run.seed())
                : Ratio.ofMedians(messages, sharing, run.seed());
        return new Gap(
                measure,
                shared.cell(),
                cost,
                basis,
                Terms.unequal(message.cell(), shared.cell()),
                measure.grade(message).and(measure.grade(shared)));
    }

    private SortedMap<Integer, Double> values(Measure measure, Cell cell) {
        SortedMap<Integer, Double> values = new TreeMap<>();
        for (var fork : Rows.measured(run, cell).entrySet()) {
            Optional<Double> value = measure.value(fork.getValue());
            value.ifPresent(number -> values.put(fork.getKey(), number));
        }
        return values;
    }

    private static boolean equal(Cell one, Cell other, Gap.Basis basis) {
        return switch (basis) {
            case THREADS -> one.threads() == other.threads();
            case WORKERS -> one.workers() == other.workers();
            case SHAPE -> one.workers() == other.workers() && one.servers() == other.servers();
        };
    }

    /// COST looks at thread counts that have a core each: more threads than cores measure the scheduler.
    private Row withCost(Row row) {
        if (row.job().isEmpty()) {
            return row;
        }
        Setting setting = Setting.of(row.cell());
        int cores = run.machine().usableCores();
        List<Row> series = rows.stream()
                .filter(other -> other.cell().substrate().equals(row.cell().substrate()))
                .filter(other -> Setting.of(other.cell()).equals(setting))
                .filter(other -> other.job().isPresent())
                .filter(other ->
                        other.cell().threads() <= cores && !other.cell().oversubscribed())
                .sorted(Comparator.comparingInt(other -> other.cell().threads()))
                .toList();
        OptionalInt cost = series.stream()
                .filter(other -> other.job().orElseThrow().speedup().direction() == Ratio.Direction.GREATER)
                .mapToInt(other -> other.cell().threads())
                .findFirst();
        int tried = series.isEmpty() ? 0 : series.getLast().cell().threads();
        Row.Job job = row.job().get();
        return row.with(
                new Row.Job(job.seconds(), job.plainSeconds(), job.speedup(), cost, tried, job.costs(), job.grade()));
    }
}
