// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import dev.duality.results.Cell;
import dev.duality.results.HostCarrier;
import dev.duality.results.Outcome;
import dev.duality.results.SubstrateSide;
import dev.duality.results.chart.Settings;
import dev.duality.results.finding.Findings;
import dev.duality.results.finding.HostFloor;
import dev.duality.results.finding.Limits;
import dev.duality.results.finding.MessageLine;
import dev.duality.results.finding.Regime;
import dev.duality.results.finding.Row;
import dev.duality.results.statistics.Digits;
import dev.duality.results.statistics.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;

/// Row 0 of hosts: what carries their rows, what its own messages take, and how much more each row does.
public final class HostSheet {
    private static final String NO_OPERATIONS = "none, messages";
    private static final String DISTURBED = "!";
    private static final double THERE_AND_BACK = 2; // lines

    private HostSheet() {}

    /// One, if rows have parties on several hosts.
    public static List<Table> of(Findings findings) {
        List<HostFloor> floors = findings.hostFloors();
        if (floors.isEmpty()) {
            return List.of();
        }
        List<List<String>> rows = new ArrayList<>();
        List<String> below = new ArrayList<>();
        for (HostFloor floor : floors) {
            rows.add(List.of(
                    "row 0: the carrier" + Regime.behind(floor.regime()),
                    "",
                    Digits.three(floor.roundTripNanos()),
                    "1.00",
                    NO_OPERATIONS));
            below.add(line(floor));
        }
        Settings settings = new Settings(findings);
        for (Row row : findings.hostRows()) {
            row(findings, row, settings).ifPresent(rows::add);
        }
        if (floors.stream().anyMatch(HostFloor::growsWithLength)) {
            below.add(
                    "row 0: the shortest message as it was measured, the median of forks. A line through the times of several"
                            + " lengths is another figure: its a is where it would begin, at no bytes, and the shortest may lie beside it.");
        }
        if (floors.stream().anyMatch(floor -> floor.lines().size() > 1)) {
            below.add("Two lines where long messages take a step, as by a library that asks before it sends them;"
                    + " o, L and G are of the short ones.");
        }
        below.addAll(notes(findings));
        return List.of(Table.of(
                "What carries the rows of hosts",
                List.of("kernel", "wait", "ns", "x carrier", "one-sided operations"),
                rows,
                below));
    }

    private static List<String> notes(Findings findings) {
        List<String> notes = new ArrayList<>();
        notes.add(
                "ns: of an operation of one worker. x carrier: that over the round trip of the shortest message in the same "
                        + "fork, where an owner does it; the median of the forks that began in that regime. Without a server the words are with the first worker and all others are elsewhere: ns is "
                        + "the mean of near ones and far ones.");
        List<String> past = findings.hostRows().stream()
                .filter(row -> row.closed().isPresent() && !isCarried(row.cell()))
                .map(row -> row.cell().substrate())
                .distinct()
                .toList();
        if (!past.isEmpty()) {
            notes.add(String.join(", ", past) + ": through sockets past the carrier, so there is no x carrier.");
        }
        if (findings.hostRows().stream().anyMatch(row -> isDisturbed(findings, row))) {
            notes.add(DISTURBED
                    + ": better than its carrier by more than a tenth, which nothing is that it carries: one of"
                    + " the two was disturbed.");
        }
        return notes;
    }

    private static String line(HostFloor floor) {
        String whose = floor.carrier() + Regime.behind(floor.regime());
        if (!floor.growsWithLength()) {
            return whose
                    + ": longer messages did not take longer, so there is no a + b x bytes: the hosts were"
                    + " busy with something else.";
        }
        return "%s: a message there and back takes %s, by %d fork%s; LogGP: o %s ns, L %s ns, G %s ns a byte."
                .formatted(
                        whose,
                        lines(floor),
                        floor.forks(),
                        floor.forks() == 1 ? "" : "s",
                        Digits.three(floor.overheadNanos()),
                        Digits.three(floor.latencyNanos()),
                        Digits.three(floor.gapNanosPerByte()));
    }

    private static String lines(HostFloor floor) {
        MessageLine first = floor.lines().getFirst();
        MessageLine last = floor.lines().getLast();
        return floor.lines().size() == 1
                ? sum(first)
                : "%s up to %s bytes, and %s from %s on"
                        .formatted(
                                sum(first), Digits.whole(first.toBytes()), sum(last), Digits.whole(last.fromBytes()));
    }

    private static String sum(MessageLine line) {
        return "%s ns + %s ns x bytes".formatted(Digits.three(line.aNanos()), Digits.three(line.bNanosPerByte()));
    }

    private static Optional<List<String>> row(Findings findings, Row row, Settings settings) {
        Optional<HostCarrier> carrier = findings.carrier(row.cell());
        Cell cell = row.cell();
        return row.closed()
                .flatMap(loop -> carrier.map(by -> List.of(
                        settings.kernel(cell) + Regime.behind(Regime.nameOf(row.regime())),
                        cell.waits(),
                        Digits.three(loop.nanosPerOp().median()),
                        timesCarrier(findings, row).stream()
                                .mapToObj(times ->
                                        Digits.ratio(times) + (isDisturbed(findings, row) ? " " + DISTURBED : ""))
                                .findFirst()
                                .orElse(""),
                        cell.side() == SubstrateSide.SHM ? by.oneSided().text() : NO_OPERATIONS)));
    }

    /// Whether the library sends what the row says, so that its own messages are the least that it can take.
    private static boolean isCarried(Cell cell) {
        return cell.side() == SubstrateSide.SHM || cell.substrate().startsWith("messaging:mpi");
    }

    /// Memory that is no message underneath may well be quicker than messages, and so may what need not leave its
    /// thread.
    private static boolean isDisturbed(Findings findings, Row row) {
        boolean sends = row.cell().side() == SubstrateSide.MESSAGING || findings.isMessagesUnderneath(row.cell());
        return sends
                && row.cell().lineTransfers().orElse(THERE_AND_BACK) >= THERE_AND_BACK
                && timesCarrier(findings, row).orElse(1) < 1 - Limits.BETTER_THAN_FLOOR;
    }

    /// Each fork by its own carrier, if both are of one regime: a machine that moves has others in other forks.
    /// @return empty for what it does not carry, and for what is not one operation there and back
    private static OptionalDouble timesCarrier(Findings findings, Row row) {
        Cell cell = row.cell();
        if (!isCarried(cell) || cell.servers() == 0 || cell.window() > 1) {
            return OptionalDouble.empty();
        }
        SortedMap<Integer, Outcome.Measured> forks = findings.forks(row);
        List<Double> times = new ArrayList<>();
        findings.carriers(row)
                .forEach((fork, carrier) -> forks.get(fork)
                        .closed()
                        .ifPresent(loop -> carrier.trips().stream()
                                .limit(1)
                                .forEach(shortest -> times.add(loop.nanosPerOp() / shortest.nanos()))));
        return times.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(Spread.of(times).median());
    }
}
