// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.Floor;
import dev.duality.results.statistics.Clusters;
import dev.duality.results.statistics.Spread;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hipparchus.stat.descriptive.rank.Median;

/// Row 0: all floors of a run between the same two cores, in one regime of the machine.
///
/// @param regime the one whose floor is the nearest; empty where no load of the run has probes, and where the looks lie
///     too far from others between these cores that are nearer
/// @param cpus the two cores, empty if the threads were not pinned
/// @param roundTripNanos over the times it was measured, the lowest form of each
/// @param levelNanos where it was measured five times or more, the medians of three looks that follow each other:
///     without what disturbed a single look; else the same as roundTripNanos
/// @param forms the median of each form that was tried
/// @param times how often it was measured
/// @param emptyMethodNanos what the harness adds, if that was measured
public record FloorFinding(
        Optional<Regime> regime,
        List<Integer> cpus,
        Spread roundTripNanos,
        Spread levelNanos,
        List<Floor.Form> forms,
        int times,
        double clockStepNanos,
        double clockCostNanos,
        OptionalDouble emptyMethodNanos) {
    private static final int LEVEL = 3; // looks
    private static final int LOOKS_FOR_LEVELS = 5;

    /// The key of measurements between the same two cores in the same regime.
    private record Place(List<Integer> cpus, Optional<Regime> regime) {}

    /// @return one per pair of cores and regime, and per group of looks that belong to none; pairs in the order they
    /// were first measured, of each pair the main regime first
    static List<FloorFinding> of(List<Floor> floors, Regimes regimes) {
        List<List<Integer>> pairs = floors.stream().map(Floor::cpus).distinct().toList();
        Map<Place, List<Floor>> byPlace = new LinkedHashMap<>();
        floors.forEach(floor -> byPlace.computeIfAbsent(
                        new Place(floor.cpus(), regimes.nearest(floor.roundTripNanos())), _ -> new ArrayList<>())
                .add(floor));
        return byPlace.entrySet().stream()
                .flatMap(place -> ofPlace(place.getKey(), place.getValue()))
                .sorted(Comparator.comparingInt((FloorFinding found) -> pairs.indexOf(found.cpus))
                        .thenComparing(found -> !found.regime.equals(regimes.main()))
                        .thenComparing(found -> found.regime.isEmpty())
                        .thenComparingDouble(found -> found.roundTripNanos.median()))
                .toList();
    }

    /// The lowest floor between the cores that a row ran on if it was measured, else the lowest one of the run: a bound
    /// that is too low accuses nobody.
    static Optional<FloorFinding> between(List<FloorFinding> floors, List<Integer> cpus) {
        Comparator<FloorFinding> byLowest = Comparator.comparingDouble(floor -> floor.roundTripNanos.lowest());
        return floors.stream()
                .filter(floor -> floor.cpus.equals(cpus))
                .min(byLowest)
                .or(() -> floors.stream().min(byLowest));
    }

    /// Between highest and lowest level, as a share of the median. The range of single looks would be wider the more
    /// looks there are, whatever the machine does: a run of twenty minutes has 25, one of three minutes has 4.
    public double drift() {
        return (levelNanos.highest() - levelNanos.lowest()) / roundTripNanos.median();
    }

    private static Spread levels(List<Double> looks) {
        if (looks.size() < LOOKS_FOR_LEVELS) {
            return Spread.of(looks);
        }
        return Spread.of(IntStream.rangeClosed(0, looks.size() - LEVEL)
                .mapToObj(
                        first -> Spread.of(looks.subList(first, first + LEVEL)).median())
                .toList());
    }

    /// One, or several where the looks themselves lie further apart than those of one machine: those that are the
    /// nearest to the floor of the regime are the regime's, others were met by too few loads to make one.
    private static Stream<FloorFinding> ofPlace(Place place, List<Floor> floors) {
        List<Spread> clusters =
                Clusters.cut(floors.stream().map(Floor::roundTripNanos).toList(), Regimes.APART).stream()
                        .map(Spread::of)
                        .toList();
        Optional<Spread> own = place.regime.flatMap(
                regime -> clusters.stream().min(Comparator.comparingDouble(looks -> regime.distance(looks.median()))));
        return clusters.stream()
                .map(looks -> ofLooks(
                        new Place(place.cpus, place.regime.filter(_ -> own.equals(Optional.of(looks)))),
                        floors.stream()
                                .filter(floor -> looks.lowest() <= floor.roundTripNanos()
                                        && floor.roundTripNanos() <= looks.highest())
                                .toList()));
    }

    private static FloorFinding ofLooks(Place place, List<Floor> floors) {
        Map<String, List<Double>> forms = new LinkedHashMap<>();
        for (Floor floor : floors) {
            for (Floor.Form form : floor.forms()) {
                forms.computeIfAbsent(form.name(), _ -> new ArrayList<>()).add(form.roundTripNanos());
            }
        }
        double[] empty = floors.stream()
                .filter(floor -> floor.emptyMethodNanos().isPresent())
                .mapToDouble(floor -> floor.emptyMethodNanos().getAsDouble())
                .toArray();
        return new FloorFinding(
                place.regime,
                place.cpus,
                Spread.of(floors.stream().map(Floor::roundTripNanos).toList()),
                levels(floors.stream().map(Floor::roundTripNanos).toList()),
                forms.entrySet().stream()
                        .map(form -> new Floor.Form(
                                form.getKey(), Spread.of(form.getValue()).median()))
                        .toList(),
                floors.size(),
                floors.stream().mapToDouble(Floor::clockStepNanos).max().orElseThrow(),
                Spread.of(floors.stream().map(Floor::clockCostNanos).toList()).median(),
                empty.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(new Median().evaluate(empty)));
    }
}
