// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.CellRecord;
import dev.duality.results.HostCarrier;
import dev.duality.results.Outcome;
import dev.duality.results.Run;
import dev.duality.results.statistics.Spread;
import dev.duality.results.statistics.TheilSen;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The floor of a pair of hosts: the round trip of a message of the carrier itself, by its length, a straight line a +
/// b x bytes. All forks of one carrier are taken together.
///
/// @param carrier its name, see [HostCarrier#text()]
/// @param forks how many measured it
/// @param roundTripNanos the median of the shortest message's
/// @param aNanos a: what a round trip takes at least
/// @param bNanosPerByte b: what each byte adds, there and back
/// @param overheadNanos LogGP's o: in the processor, for a message at one end, the mean of both
/// @param latencyNanos LogGP's L: a/2 less both overheads
/// @param gapNanosPerByte LogGP's G: b/2
public record HostFloor(
        String carrier,
        int forks,
        double roundTripNanos,
        double aNanos,
        double bNanosPerByte,
        double overheadNanos,
        double latencyNanos,
        double gapNanosPerByte) {
    /// A fork measures its carrier once, and all attempts at its loads have that.
    private record Measurement(String cell, int fork, HostCarrier carrier) {}

    /// Those of a run, one for each carrier that its forks had; those whose lengths make no line are left out.
    static List<HostFloor> of(Run run) {
        Map<String, List<HostCarrier>> carriers = new LinkedHashMap<>();
        Set<Measurement> seen = new HashSet<>();
        for (CellRecord record : run.records()) {
            if (record.outcome() instanceof Outcome.Measured measured) {
                measured.carrier()
                        .filter(carrier -> seen.add(new Measurement(record.cell(), record.fork(), carrier)))
                        .ifPresent(carrier -> carriers.computeIfAbsent(carrier.text(), _ -> new ArrayList<>())
                                .add(carrier));
            }
        }
        return carriers.entrySet().stream()
                .flatMap(entry -> of(entry.getKey(), entry.getValue()).stream())
                .toList();
    }

    private static Optional<HostFloor> of(String name, List<HostCarrier> forks) {
        List<TheilSen.Point> points = forks.stream()
                .flatMap(fork -> fork.trips().stream())
                .map(trip -> new TheilSen.Point(trip.bytes(), trip.nanos()))
                .toList();
        return TheilSen.fit(points).map(line -> {
            double overhead = (median(forks.stream().map(HostCarrier::sendNanos).toList())
                            + median(forks.stream()
                                    .map(HostCarrier::receiveNanos)
                                    .toList()))
                    / 2;
            return new HostFloor(
                    name,
                    forks.size(),
                    median(forks.stream()
                            .filter(fork -> !fork.trips().isEmpty())
                            .map(fork -> fork.trips().getFirst().nanos())
                            .toList()),
                    line.intercept(),
                    line.slope(),
                    overhead,
                    Math.max(0, line.intercept() / 2 - 2 * overhead),
                    line.slope() / 2);
        });
    }

    private static double median(List<Double> values) {
        return Spread.of(values).median();
    }
}
