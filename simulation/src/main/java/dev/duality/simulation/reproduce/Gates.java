// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.reproduce;

import dev.duality.results.laws.Laws;
import dev.duality.results.laws.Quantity;
import dev.duality.results.laws.Series;
import dev.duality.results.laws.Usl;
import dev.duality.simulation.cache.CacheGates;
import dev.duality.simulation.detector.DetectorFigures;
import dev.duality.simulation.detector.DetectorGates;
import dev.duality.simulation.gate.Gate;
import dev.duality.simulation.gate.GateResult;
import dev.duality.simulation.gate.Tolerance;
import dev.duality.simulation.interrupt.DeferredGates;
import dev.duality.simulation.interrupt.LivelockGates;
import dev.duality.simulation.loadboard.LoadboardGates;
import dev.duality.simulation.mapreduce.MapReduceGates;
import dev.duality.simulation.migration.MigrationGates;
import dev.duality.simulation.monitor.MonitorGates;
import dev.duality.simulation.multicore.MulticoreGates;
import dev.duality.simulation.mutex.MutexGates;
import dev.duality.simulation.paging.PagingGates;
import dev.duality.simulation.prefix.PrefixGates;
import dev.duality.simulation.recovery.RecoveryGates;
import dev.duality.simulation.rpc.RpcFigures;
import dev.duality.simulation.rpc.RpcGates;
import dev.duality.simulation.transparency.TransparencyGates;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The published results that virtual time gives again, in the order of their numbers. Those of one protocol stand
/// beside it; here are those of no protocol, and of two.
public final class Gates {
    private static final long SEED = 1;

    private static final double GAMMA = 1_000;
    private static final double ALPHA = 0.03;
    private static final double BETA = 0.005;
    private static final double USL_NOISE = 0.02;
    private static final int USL_MOST = 32;
    private static final int USL_FORKS = 10;
    private static final int USL_SEEDS = 10;
    private static final Tolerance.Range OFF = Tolerance.of("+-10 %");
    private static final Tolerance.Range ALL = Tolerance.of("100 %");
    private static final Tolerance.Range OFF_PEAK = Tolerance.of("+-1");

    private Gates() {}

    /// All of them.
    public static List<Gate> all() {
        return Stream.of(
                        own(),
                        MapReduceGates.all(),
                        MutexGates.all(),
                        DetectorGates.all(),
                        RpcGates.all(),
                        PrefixGates.all(),
                        CacheGates.all(),
                        LoadboardGates.all(),
                        MigrationGates.all(),
                        TransparencyGates.all(),
                        PagingGates.all(),
                        LivelockGates.all(),
                        MulticoreGates.all(),
                        DeferredGates.all(),
                        MonitorGates.all(),
                        RecoveryGates.all())
                .flatMap(List::stream)
                .sorted(Comparator.comparingInt(Gate::number))
                .toList();
    }

    /// The gates that are missed with the papers' constants, as the published table says, and the document that says
    /// more of each.
    public static Map<Integer, String> knownToMiss() {
        return Map.of(113, "docs/multicore.md");
    }

    private static List<Gate> own() {
        return List.of(
                new Gate(
                        15,
                        "Gunther 1993",
                        "the USL's alpha, beta, gamma, planted with 2 % noise, and its n*",
                        "as planted",
                        Tolerance.several("%s; n* %s", OFF, OFF_PEAK),
                        _ -> usl()),
                new Gate(
                        22,
                        "Welch 1990",
                        "restarts that are seen by the boot number of the first message",
                        "all",
                        ALL,
                        _ -> restarts()));
    }

    /// The farthest from what was planted, of ten seeds.
    private static GateResult usl() {
        double worst = 0;
        double worstPeak = 0;
        double peak = Math.sqrt((1 - ALPHA) / BETA);
        for (long seed = 1; seed <= USL_SEEDS; seed++) {
            Optional<Usl> law = Laws.of(planted(seed), seed).usl().given();
            double[] off = law.map(found -> new double[] {
                        found.capacity().value() / GAMMA,
                        found.contention().value() / ALPHA,
                        found.coherence().value() / BETA
                    })
                    .orElse(new double[] {Double.POSITIVE_INFINITY});
            worst = Math.max(
                    worst,
                    Arrays.stream(off).map(share -> Math.abs(share - 1)).max().orElseThrow());
            worstPeak = Math.max(
                    worstPeak,
                    law.flatMap(found -> found.peak().given())
                            .map(found -> Math.abs(found.value() - peak))
                            .orElse(Double.POSITIVE_INFINITY));
        }
        return GateResult.of(
                OFF.holds(100 * worst) && OFF_PEAK.holds(worstPeak),
                "within %.1f %%; n* within %.1f of %.1f".formatted(100 * worst, worstPeak, peak));
    }

    private static Series planted(long seed) {
        Random random = new Random(seed);
        List<Series.Point> points = new ArrayList<>();
        for (int n = 1; n <= USL_MOST; n++) {
            double throughput = GAMMA * n / (1 + ALPHA * (n - 1) + BETA * n * (n - 1));
            SortedMap<Integer, Double> forks = new TreeMap<>();
            for (int fork = 1; fork <= USL_FORKS; fork++) {
                forks.put(fork, throughput * (1 + USL_NOISE * random.nextGaussian()));
            }
            points.add(new Series.Point(n, n, forks));
        }
        return new Series("planted", Quantity.THROUGHPUT, points, Optional.empty(), OptionalInt.empty());
    }

    private static GateResult restarts() {
        RpcFigures.Restarts calls = new RpcFigures(SEED).restarts();
        DetectorFigures.Restarts beats = DetectorFigures.restarts();
        return GateResult.of(
                ALL.holds(100.0 * calls.detected() / calls.firstMessages())
                        && ALL.holds(100.0 * beats.seen() / beats.firstBeats())
                        && beats.violation().isEmpty(),
                "%d of %d by calls, %d of %d by beats"
                        .formatted(calls.detected(), calls.firstMessages(), beats.seen(), beats.firstBeats()));
    }
}
