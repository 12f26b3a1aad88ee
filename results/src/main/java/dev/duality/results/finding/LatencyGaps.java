// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.OpenLoop;
import dev.duality.results.statistics.Ratio;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/// Compares the open loops of a pair, round by round: a percentile that stands in every fork is a figure of each.
final class LatencyGaps {
    private static final List<Percentile> PERCENTILES = List.of(
            new Percentile(50, Row.Open::p50Nanos, OpenLoop::p50Nanos),
            new Percentile(90, Row.Open::p90Nanos, OpenLoop::p90Nanos),
            new Percentile(99, Row.Open::p99Nanos, OpenLoop::p99Nanos),
            new Percentile(99.9, Row.Open::p999Nanos, OpenLoop::p999Nanos),
            new Percentile(99.99, Row.Open::p9999Nanos, OpenLoop::p9999Nanos));

    private final Loads loads;
    private final double clockStepNanos;

    LatencyGaps(Loads loads, List<FloorFinding> floors) {
        this.loads = loads;
        clockStepNanos =
                floors.stream().mapToDouble(FloorFinding::clockStepNanos).max().orElse(0);
    }

    private record Percentile(
            double percentile, Function<Row.Open, OptionalLong> of, ToDoubleFunction<OpenLoop> ofFork) {}

    /// At the first rate that both kept; empty if there is none, or an operation of the message row is not alone.
    Optional<LatencyGap> of(Verdict.Pair pair) {
        if (!RowSetting.windowFits(Measure.LATENCY, pair.message().cell())
                || !RowSetting.windowFits(Measure.LATENCY, pair.shared().cell())) {
            return Optional.empty();
        }
        for (Row.Open message : pair.message().open()) {
            for (Row.Open shared : pair.shared().open()) {
                if (message.targetPerSecond() == shared.targetPerSecond()) {
                    return Optional.of(of(pair, message, shared));
                }
            }
        }
        return Optional.empty();
    }

    private LatencyGap of(Verdict.Pair pair, Row.Open message, Row.Open shared) {
        double rate = message.targetPerSecond();
        List<LatencyGap.Point> points = new ArrayList<>();
        for (Percentile one : PERCENTILES) {
            if (readable(one.of.apply(message)) && readable(one.of.apply(shared))) {
                points.add(new LatencyGap.Point(
                        one.percentile,
                        Ratio.ofBlocks(forks(pair.message(), rate, one), forks(pair.shared(), rate, one))));
            }
        }
        return new LatencyGap(pair, rate, points, message.maxNanos(), shared.maxNanos());
    }

    /// A reading below the clock's step says nothing (docs/measuring.md, rule 11).
    private boolean readable(OptionalLong nanos) {
        return nanos.isPresent() && nanos.getAsLong() >= Math.max(1, clockStepNanos);
    }

    private SortedMap<Integer, Double> forks(Row row, double rate, Percentile percentile) {
        SortedMap<Integer, Double> forks = new TreeMap<>();
        loads.forks(row)
                .forEach((fork, measured) -> measured.open().stream()
                        .filter(loop -> loop.targetPerSecond() == rate)
                        .findFirst()
                        .ifPresent(loop -> forks.put(fork, Math.max(1.0, percentile.ofFork.applyAsDouble(loop)))));
        return forks;
    }
}
