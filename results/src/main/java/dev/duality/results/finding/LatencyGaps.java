// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.Cell;
import dev.duality.results.OpenLoop;
import dev.duality.results.Run;
import dev.duality.results.statistics.PercentileRatios;
import dev.duality.results.statistics.Ratio;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.HdrHistogram.Histogram;

/// Compares the open loops of a pair.
final class LatencyGaps {
    private static final List<Percentile> PERCENTILES = List.of(
            new Percentile(50, Row.Open::p50Nanos),
            new Percentile(90, Row.Open::p90Nanos),
            new Percentile(99, Row.Open::p99Nanos),
            new Percentile(99.9, Row.Open::p999Nanos),
            new Percentile(99.99, Row.Open::p9999Nanos),
            new Percentile(LatencyGap.WORST, open -> OptionalLong.of(open.maxNanos())));

    private final Run run;
    private final Function<OpenLoop, Histogram> histograms;
    private final double clockStepNanos;

    LatencyGaps(Run run, List<FloorFinding> floors, Function<OpenLoop, Histogram> histograms) {
        this.run = run;
        this.histograms = histograms;
        clockStepNanos =
                floors.stream().mapToDouble(FloorFinding::clockStepNanos).max().orElse(0);
    }

    private record Percentile(double percentile, Function<Row.Open, OptionalLong> of) {}

    /// At the first rate that both kept; empty if there is none.
    Optional<LatencyGap> of(Verdict.Pair pair) {
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
        List<Percentile> borne = PERCENTILES.stream()
                .filter(one -> readable(one.of.apply(message)) && readable(one.of.apply(shared)))
                .toList();
        double rate = message.targetPerSecond();
        List<Ratio> ratios = PercentileRatios.of(
                forks(pair.message().cell(), rate),
                forks(pair.shared().cell(), rate),
                borne.stream().mapToDouble(Percentile::percentile).toArray(),
                run.seed());
        List<LatencyGap.Point> points = new ArrayList<>();
        for (int i = 0; i < ratios.size(); i++) {
            points.add(new LatencyGap.Point(borne.get(i).percentile, ratios.get(i)));
        }
        return new LatencyGap(pair, rate, points);
    }

    /// A reading below the clock's step says nothing (MEASURING.md, rule 11).
    private boolean readable(OptionalLong nanos) {
        return nanos.isPresent() && nanos.getAsLong() >= Math.max(1, clockStepNanos);
    }

    private SortedMap<Integer, Histogram> forks(Cell cell, double rate) {
        SortedMap<Integer, Histogram> forks = new TreeMap<>();
        Rows.measured(run, cell)
                .forEach((fork, measured) -> measured.open().stream()
                        .filter(loop -> loop.targetPerSecond() == rate)
                        .findFirst()
                        .ifPresent(loop -> forks.put(fork, histograms.apply(loop))));
        return forks;
    }
}
