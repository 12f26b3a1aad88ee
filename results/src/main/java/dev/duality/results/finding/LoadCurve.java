// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// One row under more and more load: its latencies by offered rate, where they begin to grow faster than the rate, and
/// how much it carries within a bound.
///
/// @param loops by rate, ascending, those that kept their rate
/// @param missed the rates that it did not keep, ascending
public record LoadCurve(Row row, List<Row.Open> loops, List<Double> missed) {
    /// Fewer rates than this are no curve.
    public static final int FEWEST = 3;

    public LoadCurve {
        loops = List.copyOf(loops);
        missed = List.copyOf(missed);
    }

    /// The rates that a row carries within a bound.
    ///
    /// @param kept the highest rate with p99 below the bound, and each lower one that was tried, too; empty if none was
    /// @param broken the next that was tried: its p99 is not below the bound, or the rate was missed; empty if none is
    public record Within(OptionalDouble kept, OptionalDouble broken) {}

    /// Those of rows that were offered enough rates.
    static List<LoadCurve> of(List<Row> rows) {
        return rows.stream()
                .filter(row -> !row.cell().refuses())
                .map(LoadCurve::of)
                .filter(curve -> curve.loops.size() + curve.missed.size() >= FEWEST)
                .toList();
    }

    private static LoadCurve of(Row row) {
        return new LoadCurve(
                row,
                row.open().stream()
                        .sorted(Comparator.comparingDouble(Row.Open::targetPerSecond))
                        .toList(),
                row.failures().stream()
                        .map(Failure::part)
                        .filter(Failure.Part.Open.class::isInstance)
                        .map(part -> ((Failure.Part.Open) part).targetPerSecond())
                        .distinct()
                        .sorted()
                        .toList());
    }

    /// The knee, where the rate over p99 is greatest: to its left a higher rate costs less latency than it brings, to
    /// its right more. Kleinrock's power, with p99 where he has the mean.
    /// @return empty if no rate has a p99 that stands
    public Optional<Row.Open> knee() {
        return loops.stream()
                .filter(loop -> loop.p99Nanos().orElse(0) > 0)
                .max(Comparator.comparingDouble(
                        loop -> loop.targetPerSecond() / loop.p99Nanos().getAsLong()));
    }

    /// The highest rate with p99 below a bound. A rate whose p99 does not stand says nothing and is passed over.
    /// @param nanos more than 0
    public Within within(long nanos) {
        OptionalDouble kept = OptionalDouble.empty();
        OptionalDouble broken = missed.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(missed.getFirst());
        for (Row.Open loop : loops) {
            OptionalLong p99 = loop.p99Nanos();
            if (broken.isPresent() && loop.targetPerSecond() > broken.getAsDouble()) {
                break;
            }
            if (p99.isPresent() && p99.getAsLong() >= nanos) {
                return new Within(kept, OptionalDouble.of(loop.targetPerSecond()));
            }
            if (p99.isPresent()) {
                kept = OptionalDouble.of(loop.targetPerSecond());
            }
        }
        return new Within(kept, broken);
    }
}
