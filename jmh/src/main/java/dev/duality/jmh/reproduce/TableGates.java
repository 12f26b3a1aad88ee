// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.reproduce;

import dev.duality.results.Cell;
import dev.duality.results.finding.Contention;
import dev.duality.results.finding.Findings;
import dev.duality.results.finding.Row;
import dev.duality.results.laws.Answer;
import dev.duality.results.laws.Estimate;
import dev.duality.results.laws.Laws;
import dev.duality.results.laws.Quantity;
import dev.duality.results.laws.RunSeries;
import dev.duality.results.laws.Scaling;
import dev.duality.results.laws.Usl;
import dev.duality.results.statistics.Digits;
import dev.duality.simulation.gate.GateVerdict;
import dev.duality.simulation.gate.Tolerance;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;

/// The gates of a run about the hash table of the literature: 12 buckets of 12 entries, 80 gets, 10 puts and 10 removes
/// of 100, all keys alike; messages beside the best table with a lock for each bucket.
final class TableGates {
    /// The lock's coherence is above 0, or its contention above that of messages.
    static final Tolerance.Condition<Sides> SIGN = new Tolerance.Condition<>(
            "sign",
            sides -> above(sides.lock.coherence(), 0)
                    || above(
                            sides.lock.contention(), sides.messages.contention().value()));

    private static final String WORKLOAD = "table";
    private static final String MESSAGES = "messaging:ring";
    private static final Set<String> BUCKET_LOCKS =
            Set.of("shm:bucket-lock", "shm:bucket-lock-ticket", "shm:bucket-lock-mcs");
    private static final String FEW = "12 buckets of 12";
    private static final double NO_SKEW = 0;
    private static final long READS = 80;

    private final Findings findings;

    TableGates(Findings findings) {
        this.findings = findings;
    }

    private static boolean isOfFewBuckets(Cell cell) {
        return cell.workload().equals(WORKLOAD)
                && cell.window() == 1
                && is(cell, "buckets", "12")
                && is(cell, "entries", "12")
                && is(cell, "skew", "0")
                && is(cell, "read", Long.toString(READS));
    }

    private static boolean is(Cell cell, String parameter, String value) {
        return cell.params().containsKey(parameter)
                && cell.params().get(parameter).value().equals(value);
    }

    private Stream<Row> ofOneClient() {
        return findings.workloads().stream()
                .flatMap(workload -> workload.rows().stream())
                .filter(row -> row.closed().isPresent()
                        && row.cell().workers() == 1
                        && isOfFewBuckets(row.cell())
                        && (row.cell().oversubscribed()
                                || Set.of("pause", Cell.NO_WAIT)
                                        .contains(row.cell().waits())));
    }

    private static double nanos(Row row) {
        return row.closed().orElseThrow().nanosPerOp().median();
    }

    /// Time of one client by messages.
    OptionalDouble messagesAlone() {
        return ofOneClient()
                .filter(row -> row.cell().substrate().equals(MESSAGES))
                .mapToDouble(TableGates::nanos)
                .findFirst();
    }

    /// Time of one worker by the best lock.
    OptionalDouble lockAlone() {
        return ofOneClient()
                .filter(row -> BUCKET_LOCKS.contains(row.cell().substrate()))
                .mapToDouble(TableGates::nanos)
                .min();
    }

    /// The point where messages overtake the lock that holds out longest.
    Optional<MeasuredGates.Value> overtaking() {
        return findings.contentions().stream()
                .filter(one -> one.messages().equals(MESSAGES)
                        && BUCKET_LOCKS.contains(one.shared())
                        && one.table().equals(FEW))
                .flatMap(one -> one.spots().stream())
                .filter(spot -> spot.skew() == NO_SKEW && spot.read() == READS)
                .map(Contention.Spot::verdict)
                .max(Comparator.comparingInt(TableGates::holdsOut))
                .map(verdict -> switch (verdict) {
                    case Contention.ThreadsVerdict.Overtaken(int after, int by) ->
                        new MeasuredGates.Value(after >= 4 && by <= 64, "between " + after + " and " + by);
                    case Contention.ThreadsVerdict.NotReached(int most) ->
                        new MeasuredGates.Value(false, "not reached with up to " + most);
                    case Contention.ThreadsVerdict.MessagesWin(int least) ->
                        new MeasuredGates.Value(false, "from " + least + " on, where they begin");
                    case Contention.ThreadsVerdict.Inconclusive(String reason) ->
                        new MeasuredGates.Value(GateVerdict.INCONCLUSIVE, reason);
                });
    }

    private static int holdsOut(Contention.ThreadsVerdict verdict) {
        return switch (verdict) {
            case Contention.ThreadsVerdict.Inconclusive _ ->
                Integer.MAX_VALUE - 1; // it may hold out longer than all others
            case Contention.ThreadsVerdict.MessagesWin _ -> 1;
            case Contention.ThreadsVerdict.Overtaken(int _, int by) -> by;
            case Contention.ThreadsVerdict.NotReached _ -> Integer.MAX_VALUE;
        };
    }

    /// The signs of the USL's coefficients: the lock's coherence is above 0, or its contention above that of messages.
    Optional<MeasuredGates.Value> law() {
        Optional<Scaling> lock = scaling(BUCKET_LOCKS);
        Optional<Scaling> messages = scaling(Set.of(MESSAGES));
        return lock.flatMap(one -> messages.map(other -> law(one.usl(), other.usl())));
    }

    /// Whether the whole range of a figure lies above a value.
    private static boolean above(Estimate figure, double value) {
        return figure.interval().isPresent() && figure.interval().get().low() > value;
    }

    /// The laws of both sides.
    record Sides(Usl lock, Usl messages) {}

    private static MeasuredGates.Value law(Answer<Usl> lock, Answer<Usl> messages) {
        if (lock instanceof Answer.Given<Usl>(Usl one) && messages instanceof Answer.Given<Usl>(Usl other)) {
            double coherence = one.coherence().value();
            double waiting = one.contention().value();
            double queueing = other.contention().value();
            return new MeasuredGates.Value(
                    SIGN.holds(new Sides(one, other)),
                    "beta %s; alpha %s beside %s"
                            .formatted(Digits.three(coherence), Digits.three(waiting), Digits.three(queueing)));
        }
        String reason = Stream.of(lock, messages)
                .flatMap(
                        answer -> answer instanceof Answer.Inconclusive<Usl>(String why) ? Stream.of(why) : Stream.of())
                .findFirst()
                .orElseThrow();
        return new MeasuredGates.Value(GateVerdict.INCONCLUSIVE, "no law: " + reason);
    }

    /// Of the first series of closed loops.
    private Optional<Scaling> scaling(Set<String> substrates) {
        return RunSeries.withCells(findings).stream()
                .filter(one -> one.series().quantity() == Quantity.THROUGHPUT
                        && substrates.contains(one.first().substrate())
                        && isOfFewBuckets(one.first()))
                .map(one -> Laws.of(one.series(), findings.run().seed()))
                .findFirst();
    }
}
