// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import dev.duality.results.Cell;
import dev.duality.results.HostCarrier;
import dev.duality.results.finding.Findings;
import dev.duality.results.finding.HostFloor;
import dev.duality.results.finding.Row;
import dev.duality.results.statistics.Digits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Row 0 of hosts: what carries their rows, what its own messages take, and how much more each row does.
public final class HostSheet {
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
            rows.add(List.of("row 0: the carrier", "", "", Digits.three(floor.roundTripNanos()), "1.00", ""));
            below.add(line(floor));
        }
        for (Row row : findings.hostRows()) {
            row(findings, row, floors).ifPresent(rows::add);
        }
        below.add(
                "ns: of an operation of one worker. x carrier: that over the round trip of the shortest message, where an "
                        + "owner does it. Without a server the words are with the first worker and all others are elsewhere: ns is "
                        + "the mean of near ones and far ones.");
        return List.of(Table.of(
                "What carries the rows of hosts",
                List.of("kernel", "w+s", "wait", "ns", "x carrier", "one-sided operations"),
                rows,
                below));
    }

    private static String line(HostFloor floor) {
        if (floor.bNanosPerByte() <= 0 || floor.aNanos() <= 0) {
            return floor.carrier()
                    + ": longer messages did not take longer, so there is no a + b x bytes: the hosts were"
                    + " busy with something else.";
        }
        return "%s: a message there and back takes %s ns + %s ns x bytes, by %d fork%s; LogGP: o %s ns, L %s ns, G %s ns a byte."
                .formatted(
                        floor.carrier(),
                        Digits.three(floor.aNanos()),
                        Digits.three(floor.bNanosPerByte()),
                        floor.forks(),
                        floor.forks() == 1 ? "" : "s",
                        Digits.three(floor.overheadNanos()),
                        Digits.three(floor.latencyNanos()),
                        Digits.three(floor.gapNanosPerByte()));
    }

    private static Optional<List<String>> row(Findings findings, Row row, List<HostFloor> floors) {
        Optional<HostCarrier> carrier = findings.carrier(row.cell());
        Cell cell = row.cell();
        return row.closed()
                .flatMap(loop -> carrier.map(by -> {
                    double nanos = loop.nanosPerOp().median();
                    boolean roundTrip = cell.servers() > 0 && cell.window() == 1;
                    return List.of(
                            cell.workload() + " " + cell.substrate() + (cell.window() > 1 ? " x" + cell.window() : ""),
                            cell.workers() + "+" + cell.servers(),
                            cell.waits(),
                            Digits.three(nanos),
                            roundTrip
                                    ? floors.stream()
                                            .filter(floor -> floor.carrier().equals(by.text()))
                                            .findFirst()
                                            .map(floor -> Digits.ratio(nanos / floor.roundTripNanos()))
                                            .orElse("")
                                    : "",
                            cell.substrate().startsWith("shm:") ? by.oneSided().text() : "");
                }));
    }
}
