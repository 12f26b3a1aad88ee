// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.chart;

import dev.duality.results.CellRecord;
import dev.duality.results.ClosedLoop;
import dev.duality.results.FixedJob;
import dev.duality.results.FloorProbes;
import dev.duality.results.OpenLoop;
import dev.duality.results.Outcome.Measured;
import dev.duality.results.PlainText;
import dev.duality.results.finding.Findings;
import dev.duality.results.finding.FloorFinding;
import dev.duality.results.finding.Regime;
import dev.duality.results.statistics.Digits;
import dev.duality.results.statistics.Spread;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The floors of a run by the two cores that they are between: row 0 where it was measured there, else the probes
/// beside the loads of cells that ran on just these two. A machine has the map of its caches in it.
final class FloorMap {
    private static final int MOST_PAIRS = 2_016; // of 64 cores

    private FloorMap() {}

    /// Two processors, the lower one first.
    private record Place(int one, int other) {
        static final Comparator<Place> ORDER =
                Comparator.comparingInt(Place::one).thenComparingInt(Place::other);

        static Optional<Place> of(List<Integer> cpus) {
            return cpus.size() == 2 && !cpus.getFirst().equals(cpus.getLast())
                    ? Optional.of(new Place(
                            Math.min(cpus.getFirst(), cpus.getLast()), Math.max(cpus.getFirst(), cpus.getLast())))
                    : Optional.empty();
        }
    }

    /// One for each regime in which there are two pairs or more: of one pair there is no map.
    static Some of(Findings findings) {
        Some some = new Some();
        List<Optional<Regime>> regimes = findings.regimes().all().isEmpty()
                ? List.of(Optional.empty())
                : findings.regimes().all().stream().map(Optional::of).toList();
        for (Optional<Regime> regime : regimes) {
            Map<Place, Chart.Pair> pairs = new TreeMap<>(Place.ORDER);
            ofRowZero(findings, regime, pairs);
            ofProbes(findings, regime, pairs);
            if (pairs.size() > 1) {
                some.add(() -> new Chart.Floors(
                        PlainText.of("Round trip of one line, ns"
                                + Regime.nameOf(regime).map(name -> ", " + name).orElse("")),
                        pairs.values().stream().limit(MOST_PAIRS).toList()));
            }
        }
        return some;
    }

    private static void ofRowZero(Findings findings, Optional<Regime> regime, Map<Place, Chart.Pair> pairs) {
        for (FloorFinding floor : findings.floors()) {
            if (floor.regime().equals(regime)) {
                Place.of(floor.cpus())
                        .ifPresent(place -> pairs.putIfAbsent(
                                place,
                                pair(
                                        place,
                                        floor.roundTripNanos().median(),
                                        "row 0, measured " + floor.times() + " x")));
            }
        }
    }

    private static void ofProbes(Findings findings, Optional<Regime> regime, Map<Place, Chart.Pair> pairs) {
        Map<Place, List<Double>> found = new TreeMap<>(Place.ORDER);
        for (CellRecord record : findings.run().records()) {
            if (record.outcome() instanceof Measured measured) {
                Place.of(measured.cpus())
                        .filter(place -> !pairs.containsKey(place))
                        .ifPresent(place -> probes(measured)
                                .filter(probes -> !probes.moved()
                                        && findings.regimes()
                                                .of(Optional.of(probes))
                                                .equals(regime))
                                .forEach(probes -> found.computeIfAbsent(place, _ -> new ArrayList<>())
                                        .add(probes.nanos())));
            }
        }
        found.forEach((place, nanos) ->
                pairs.put(place, pair(place, Spread.of(nanos).median(), "beside " + nanos.size() + " loads")));
    }

    private static Stream<FloorProbes> probes(Measured measured) {
        return Stream.of(
                        measured.closed().flatMap(ClosedLoop::probes).stream(),
                        measured.open().stream().map(OpenLoop::probes).flatMap(Optional::stream),
                        measured.job().flatMap(FixedJob::probes).stream())
                .flatMap(each -> each);
    }

    private static Chart.Pair pair(Place place, double nanos, String from) {
        return new Chart.Pair(
                place.one,
                place.other,
                nanos,
                List.of("cpus " + place.one + " and " + place.other, Digits.three(nanos) + " ns, " + from));
    }
}
