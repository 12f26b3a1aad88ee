// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import dev.duality.results.Cell;
import dev.duality.results.finding.Findings;
import dev.duality.results.finding.Gap;
import dev.duality.results.finding.Limits;
import dev.duality.results.finding.Measure;
import dev.duality.results.finding.Row;
import dev.duality.results.statistics.Digits;
import dev.duality.results.statistics.Ratio;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The meanings of the columns, the same in text, Markdown and on the page.
public final class Legend {
    private static final List<String> LATENCIES =
            List.of("p50 ns", "p90 ns", "p99 ns", "p99.9 ns", "p99.99 ns", "max ns", "p50 x floor");
    private static final List<String> JOBS = List.of("job s", "speedup T1/Tn", "COST threads");

    private Legend() {}

    /// A sentence for each column of all that there are, if it needs one.
    public static List<String> of(Findings findings) {
        return of(findings, _ -> true);
    }

    /// A sentence for each column that is there and needs one, and for what verdicts rest on.
    ///
    /// @param shown whether a column is in the table, by its title in one line
    static List<String> of(Findings findings, Predicate<String> shown) {
        List<Row> rows = findings.workloads().stream()
                .flatMap(workload -> workload.rows().stream())
                .toList();
        List<String> legend = new ArrayList<>();
        List<String> waits = rows.stream()
                .map(row -> row.cell().waits())
                .filter(wait -> !wait.equals(Cell.NO_WAIT))
                .distinct()
                .toList();
        legend.add("w+s: workers + servers" + (shown.test("ops/s per thread") ? "; per thread counts both." : ".")
                + trips(shown)
                + (waits.size() == 1 ? " All rows wait by " + waits.getFirst() + "." : ""));
        if (rows.stream().anyMatch(row -> row.gap().isPresent())) {
            legend.add("gap: time per operation of messages over that of the best shared row with as many threads, the "
                    + "same wait, payload, parameters and regime, round by round, at the best window of each side; above 1 "
                    + "messages cost more." + loads(rows));
        }
        if (rows.stream().anyMatch(row -> findings.isMessagesUnderneath(row.cell()))) {
            legend.add(
                    "placement=hosts: the windows of this run's shm: rows are messages underneath, which the library makes of"
                            + " loads and stores: a gap to such a row is between two ways to send, and not between messages and shared memory,"
                            + " so it says unequal and is in no verdict.");
        }
        if (shown.test("class")
                && rows.stream().map(row -> row.cell().rowClass()).distinct().count() > 1) {
            legend.add(
                    "class: in place, nothing that is written is shared, a baseline as T1 is; shared, loads and stores on "
                            + "state that others write; served, an owner does it: mailbox, delegation, messages. The headline "
                            + "compares shared with messages.");
        }
        if (findings.regimes().several()) {
            legend.add(
                    "regime: the machine moved its cores; each load has probes of the floor before and after it. Rows, "
                            + "gaps, intervals and grades are within a regime. A load whose probes differ by more than 15 % moved; "
                            + "it was set aside by its probes, never by its score, and done again. The best of a regime is the best "
                            + "of all rows that met it; one that met it for few rounds makes a ratio of few rounds.");
        }
        if (shown.test("b, line round trips")
                && rows.stream().anyMatch(row -> row.roundTrips().isPresent())) {
            legend.add(
                    "b: time = a + b x floor over the floors that the run met, so b is how many round trips of a line an "
                            + "operation takes.");
        }
        if (shown.test("bound ns")
                && rows.stream()
                        .flatMap(row -> row.closed().stream())
                        .anyMatch(loop -> loop.boundNanos().isPresent())) {
            legend.add("bound: the lines that must cross between cores for each operation, at half a floor each, the "
                    + "lowest beside the row's own loads; a load that is better than its own by more than a tenth fails the row. None where an operation "
                    + "may stay on its core.");
        }
        fewestForks(rows)
                .ifPresent(forks ->
                        legend.add("[low, high]: 95 %, exact, by the ratios of the rounds that both rows have, "
                                + "or by two samples where these are too few. Where a ? follows (here with " + forks
                                + " and more) it is the range that was seen, less sure than 95 %, and no direction."));
        variation(rows).ifPresent(legend::add);
        if (LATENCIES.stream().anyMatch(shown)
                && rows.stream().anyMatch(row -> !row.open().isEmpty())) {
            legend.add("Open loop: latency from the intended start; percentiles of all forks' histograms merged, empty "
                    + "where the count does not bear them, and from p99 on where the values beyond come from fewer than "
                    + Limits.STRETCHES
                    + " separate stretches of a fork."
                    + (shown.test("stalls/s")
                            ? " Stalls/s: how often a second a thread stood still for 100 us or more, under load and "
                                    + "idle on the same cores."
                            : ""));
        }
        if (JOBS.stream().anyMatch(shown)
                && rows.stream().anyMatch(row -> row.job().isPresent())) {
            legend.add(
                    "T1: the specification, plainly in one thread, a row of its own, all its forks pooled. It has the time of its job "
                            + "alone: nobody asks and nobody answers, so there is no round trip, and it is no side, so "
                            + "there is no gap."
                            + (shown.test("COST threads") ? " COST: the least number of threads that beats it." : ""));
        }
        return legend;
    }

    /// Such as ` Round trip and x floor: one operation under way per worker, where an owner does it.`; empty without
    /// these.
    private static String trips(Predicate<String> shown) {
        String which = Stream.of("round trip ns", "x floor")
                .filter(shown)
                .map(title -> title.replace("round trip ns", "Round trip"))
                .collect(Collectors.joining(" and "));
        return which.isEmpty() ? "" : " " + which + ": one operation under way per worker, where an owner does it.";
    }

    /// The spread of the forks of one row, by their coefficients of variation; empty if each row has one fork.
    private static Optional<String> variation(List<Row> rows) {
        record Of(Row row, double percent) {}
        List<Of> all = rows.stream()
                .filter(row -> row.closed().isPresent()
                        && row.closed().get().opsPerSecond().forks() > 1)
                .map(row -> new Of(
                        row, 100 * row.closed().orElseThrow().opsPerSecond().variation()))
                .sorted(Comparator.comparingDouble(Of::percent))
                .toList();
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of("The ops/s of a row's forks vary by "
                        + Digits.three(all.get(all.size() / 2).percent)
                        + " % in the middle row (coefficient of variation), by "
                        + Digits.three(all.getLast().percent) + " % at most ("
                        + all.getLast().row.cell().id() + ").");
    }

    /// The marks of gaps that are of another load than the closed loop, as far as there are any.
    private static String loads(List<Row> rows) {
        List<Measure> measures = rows.stream()
                .flatMap(row -> row.gap().stream())
                .map(Gap::measure)
                .distinct()
                .toList();
        return (measures.contains(Measure.JOB)
                        ? " With job behind it: of the fixed job, which has a grade of its own."
                        : "")
                + (measures.contains(Measure.LATENCY)
                        ? " With p50 behind it: the median of the open loop, which has a grade of its own."
                        : "");
    }

    /// Of all ratios that rest on fewer than an interval of 95 % takes.
    private static OptionalInt fewestForks(List<Row> rows) {
        return rows.stream()
                .flatMap(row -> Stream.concat(
                        row.gap().stream().map(gap -> gap.ratio()), row.job().flatMap(Row.Job::speedup).stream()))
                .filter(ratio -> !ratio.confident())
                .mapToInt(Ratio::forks)
                .min();
    }
}
