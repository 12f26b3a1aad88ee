// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.CellRecord;
import dev.duality.results.FloorProbes;
import dev.duality.results.OpenLoop;
import dev.duality.results.Outcome.Measured;
import dev.duality.results.Run;
import dev.duality.results.statistics.Clusters;
import dev.duality.results.statistics.Digits;
import dev.duality.results.statistics.Spread;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The regimes of a run: the floors of all loads during which the machine did not move, cut where they lie further
/// apart than [#APART].
///
/// @param all by their floors, ascending; none if no load has probes
public record Regimes(List<Regime> all) {
    /// Two floors further apart than this, one over the other, with none between, are two machines: repeated probes of
    /// one lie within a third of each other, and the nearest known pair, two siblings and two cores of one cache, are
    /// 2 x apart.
    public static final double APART = 1.5;

    /// A probe or two that lie by themselves, such as of a host that came and went, are no machine that the run met.
    static final int PROBES = 3;

    public Regimes {
        all = List.copyOf(all);
    }

    public static Regimes of(Run run) {
        List<Double> floors = run.records().stream()
                .flatMap(Regimes::probes)
                .filter(Predicate.not(FloorProbes::moved))
                .map(FloorProbes::nanos)
                .toList();
        List<List<Double>> clusters = clusters(floors);
        List<Regime> regimes = new ArrayList<>();
        for (int i = 0; i < clusters.size(); i++) {
            Spread spread = Spread.of(clusters.get(i));
            regimes.add(new Regime(
                    name(i, clusters.size(), spread.median()),
                    spread.median(),
                    spread.lowest(),
                    spread.highest(),
                    spread.forks()));
        }
        return new Regimes(regimes);
    }

    /// Those of enough probes; all of them in a run so short that none has enough.
    private static List<List<Double>> clusters(List<Double> floors) {
        List<List<Double>> all = floors.isEmpty() ? List.of() : Clusters.cut(floors, APART);
        List<List<Double>> enough =
                all.stream().filter(cluster -> cluster.size() >= PROBES).toList();
        return enough.isEmpty() ? all : enough;
    }

    private static String name(int number, int of, double floorNanos) {
        return switch (of) {
            case 1 -> "";
            case 2 -> number == 0 ? "near" : "far";
            default -> "floor " + Digits.three(floorNanos) + " ns";
        };
    }

    static Stream<FloorProbes> probes(CellRecord record) {
        if (!(record.outcome() instanceof Measured measured)) {
            return Stream.empty();
        }
        return Stream.of(
                        measured.closed().flatMap(loop -> loop.probes()).stream(),
                        measured.open().stream().map(OpenLoop::probes).flatMap(Optional::stream),
                        measured.job().flatMap(job -> job.probes()).stream())
                .flatMap(each -> each);
    }

    /// The regime of a load; empty without probes, and where too few loads had such a floor to make a regime.
    public Optional<Regime> of(Optional<FloorProbes> probes) {
        return probes.flatMap(found ->
                all.stream().filter(regime -> regime.holds(found.nanos())).findFirst());
    }

    /// The regime whose floor is the nearest by ratio; empty if there is none.
    Optional<Regime> nearest(double nanos) {
        return all.stream().min(Comparator.comparingDouble(regime -> regime.distance(nanos)));
    }

    /// The regime in which most loads ran; of two alike the lower one.
    public Optional<Regime> main() {
        return all.stream()
                .max(Comparator.comparingInt(Regime::probes)
                        .thenComparing(
                                Comparator.comparingDouble(Regime::floorNanos).reversed()));
    }

    /// Whether rows must be told apart by their regimes.
    public boolean several() {
        return all.size() > 1;
    }
}
