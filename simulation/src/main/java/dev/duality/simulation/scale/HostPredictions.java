// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.scale;

import dev.duality.messaging.Transport;
import dev.duality.results.Cell;
import dev.duality.results.finding.Findings;
import dev.duality.results.finding.HostFloor;
import dev.duality.results.finding.Row;
import dev.duality.results.statistics.Spread;
import dev.duality.workloads.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Rows over hosts beside what the networks of their carriers give for them, of each row by its own.
///
/// @param rows that were played, in the plan's order
/// @param carriers theirs, each once
/// @param passedOver a line for each carrier that has such rows and gives no parameters, with the reason
public record HostPredictions(List<HostPrediction> rows, List<CarrierParameters> carriers, List<String> passedOver) {
    public HostPredictions {
        rows = List.copyOf(rows);
        carriers = List.copyOf(carriers);
        passedOver = List.copyOf(passedOver);
    }

    /// All rows of a closed loop whose callers and owners speak by the carrier, and do nothing else that takes long.
    /// @param set what else is set of the network, such as `per-message`
    /// @param workloads those that there are; rows of others are left out
    public static HostPredictions of(
            Findings findings, Map<String, String> set, List<Workload> workloads, List<Transport> transports) {
        List<HostPrediction> rows = new ArrayList<>();
        Map<String, Optional<CarrierParameters>> carriers = new LinkedHashMap<>();
        List<String> passedOver = new ArrayList<>();
        for (Row row : closedLoops(findings)) {
            Cell cell = row.cell();
            Optional<Workload> workload = workloads.stream()
                    .filter(one -> one.name().equals(cell.workload()))
                    .findFirst()
                    .filter(one -> HostPrediction.isPlain(one, cell, transports));
            if (workload.isPresent()) {
                String carrier = findings.carrier(cell).orElseThrow().text();
                carriers.computeIfAbsent(carrier, name -> parameters(findings.hostFloors(), name, passedOver))
                        .ifPresent(by -> rows.add(HostPrediction.of(workload.get(), row, by, set)));
            }
        }
        return new HostPredictions(
                rows, carriers.values().stream().flatMap(Optional::stream).toList(), passedOver);
    }

    /// One of each cell: that with most forks, where the floor of this host moved, which is not theirs.
    private static List<Row> closedLoops(Findings findings) {
        Map<String, Row> rows = new LinkedHashMap<>();
        findings.hostRows().stream()
                .filter(row -> row.closed().isPresent())
                .forEach(row ->
                        rows.merge(row.cell().id(), row, (one, other) -> other.forks() > one.forks() ? other : one));
        return List.copyOf(rows.values());
    }

    /// @param passedOver gets the reason if there are none
    private static Optional<CarrierParameters> parameters(
            List<HostFloor> floors, String carrier, List<String> passedOver) {
        Optional<HostFloor> floor =
                floors.stream().filter(one -> one.carrier().equals(carrier)).findFirst();
        if (floor.isEmpty()) {
            passedOver.add(
                    "rows of %s are passed over: its messages were all of one length, so there is no a + b x bytes"
                            .formatted(carrier));
            return Optional.empty();
        }
        try {
            return Optional.of(CarrierParameters.of(floor.get()));
        } catch (IllegalArgumentException e) {
            passedOver.add("rows of %s are passed over: %s".formatted(carrier, e.getMessage()));
            return Optional.empty();
        }
    }

    /// The share by which the rows are off, in the middle; there is one at least.
    public double medianError() {
        return Spread.of(rows.stream().map(one -> Math.abs(one.error())).toList())
                .median();
    }
}
