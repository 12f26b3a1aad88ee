// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.CellRecord;
import dev.duality.results.HostCarrier;
import dev.duality.results.Outcome;
import dev.duality.results.Run;
import dev.duality.results.statistics.Spread;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// The floor of a pair of hosts: the round trip of a message of the carrier itself, by its length. All forks of one
/// carrier that began in one regime are taken together. Short messages have LogGP's parameters (Alexandrov et al.,
/// "LogGP: incorporating long messages into the LogP model", 1995).
///
/// @param carrier its name, see [HostCarrier#text()]
/// @param regime of this machine; empty if the run met one
/// @param forks how many measured it
/// @param roundTripNanos the median of the shortest message's
/// @param overheadNanos LogGP's o: in the processor, for a message at one end, the mean of both
/// @param lines over all lengths, one or two, that of the short ones first
public record HostFloor(
        String carrier,
        Optional<String> regime,
        int forks,
        double roundTripNanos,
        double overheadNanos,
        List<MessageLine> lines) {
    /// A fork measures its carrier once, and all its loads have that.
    private record Measurement(String cell, int fork) {}

    /// A carrier in a regime, which has a floor.
    private record Place(String carrier, Optional<String> regime) {}

    public HostFloor {
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("a floor of hosts without a line");
        }
        lines = List.copyOf(lines);
    }

    /// Those of a run, one for each carrier and regime, also of forks whose loads do not count; those whose lengths
    /// make no line are left out.
    /// @param begin the regime in which the fork of a record began
    static List<HostFloor> of(Run run, Function<CellRecord, Optional<Regime>> begin) {
        Map<Place, List<HostCarrier>> places = new LinkedHashMap<>();
        Set<Measurement> seen = new HashSet<>();
        for (CellRecord record : run.records()) {
            if (record.outcome() instanceof Outcome.Measured measured) {
                measured.carrier()
                        .filter(_ -> seen.add(new Measurement(record.cell(), record.fork())))
                        .ifPresent(carrier -> places.computeIfAbsent(
                                        new Place(carrier.text(), Regime.nameOf(begin.apply(record))),
                                        _ -> new ArrayList<>())
                                .add(carrier));
            }
        }
        List<HostFloor> floors = new ArrayList<>();
        places.forEach((place, carriers) -> of(place, carriers).ifPresent(floors::add));
        return List.copyOf(floors);
    }

    private static Optional<HostFloor> of(Place place, List<HostCarrier> forks) {
        SortedMap<Integer, List<Double>> trips = new TreeMap<>();
        forks.forEach(fork -> fork.trips()
                .forEach(trip -> trips.computeIfAbsent(trip.bytes(), _ -> new ArrayList<>())
                        .add(trip.nanos())));
        List<MessageLine> lines = MessageLine.of(trips);
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        double overhead = (median(forks.stream().map(HostCarrier::sendNanos).toList())
                        + median(forks.stream().map(HostCarrier::receiveNanos).toList()))
                / 2;
        return Optional.of(new HostFloor(
                place.carrier,
                place.regime,
                forks.size(),
                median(trips.firstEntry().getValue()),
                overhead,
                lines));
    }

    /// LogGP's L, of short messages: half of what a round trip takes at least, less both overheads.
    public double latencyNanos() {
        return Math.max(0, lines.getFirst().aNanos() / 2 - 2 * overheadNanos);
    }

    /// LogGP's G, of short messages: half of what each byte adds there and back. Below 0 where it does not grow.
    public double gapNanosPerByte() {
        return lines.getFirst().bNanosPerByte() / 2;
    }

    /// Whether messages take longer the longer they are; where they do not, something else kept the hosts busy.
    public boolean growsWithLength() {
        return lines.stream().allMatch(line -> line.aNanos() > 0 && line.bNanosPerByte() > 0);
    }

    private static double median(List<Double> values) {
        return Spread.of(values).median();
    }
}
