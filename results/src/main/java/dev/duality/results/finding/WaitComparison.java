// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.Cell;
import dev.duality.results.statistics.Ratio;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;

/// One kernel by every wait it was measured with. Rows of different waits share a ratio here and nowhere else
/// (docs/measuring.md, rule 2).
///
/// @param kernel one of its cells
/// @param byWait in the plan's order
public record WaitComparison(Cell kernel, Map<String, Of> byWait) {
    /// The wait that the others are compared with.
    public static final String BASE = "pause";

    /// @param ratio time per operation over that by [#BASE], if both were measured
    /// @param openRatio the median latency of the open loop over that by [#BASE], at the same rate
    public record Of(Row row, Optional<Ratio> ratio, OptionalDouble openRatio) {
        public double nanosPerOp() {
            return row.closed().orElseThrow().nanosPerOp().median();
        }

        /// The median latency of the first open loop.
        public OptionalDouble openNanos() {
            return row.open().stream()
                    .findFirst()
                    .filter(open -> open.p50Nanos().isPresent())
                    .map(open -> OptionalDouble.of((double) open.p50Nanos().getAsLong()))
                    .orElse(OptionalDouble.empty());
        }

        OptionalDouble rate() {
            return row.open().stream().mapToDouble(Row.Open::targetPerSecond).findFirst();
        }
    }

    /// @return one for each kernel that was measured by several waits
    static List<WaitComparison> of(Loads loads, List<Row> rows) {
        List<Row> waiting = rows.stream()
                .filter(row -> row.closed().isPresent() && !row.cell().waits().equals(Cell.NO_WAIT))
                .toList();
        return RowKernel.group(waiting, setting -> setting.withWaits(Cell.NO_WAIT)).stream()
                .filter(same -> same.size() > 1)
                .map(same -> compare(loads, same))
                .toList();
    }

    private static WaitComparison compare(Loads loads, List<Row> same) {
        Optional<Row> base =
                same.stream().filter(row -> row.cell().waits().equals(BASE)).findFirst();
        Optional<Of> plain = base.map(row -> new Of(row, Optional.empty(), OptionalDouble.empty()));
        Map<String, Of> byWait = new LinkedHashMap<>();
        for (Row row : same) {
            Of of = new Of(row, Optional.empty(), OptionalDouble.empty());
            byWait.put(
                    row.cell().waits(),
                    new Of(
                            row,
                            base.flatMap(other -> ratio(loads.nanosPerOp(row), loads.nanosPerOp(other))),
                            plain.map(other -> ratio(of, other)).orElse(OptionalDouble.empty())));
        }
        return new WaitComparison(same.getFirst().cell(), byWait);
    }

    /// Of the medians of two open loops at one rate.
    static OptionalDouble ratio(Of above, Of below) {
        return above.openNanos().isPresent()
                        && below.openNanos().isPresent()
                        && below.openNanos().getAsDouble() > 0
                        && above.rate().equals(below.rate())
                ? OptionalDouble.of(
                        above.openNanos().getAsDouble() / below.openNanos().getAsDouble())
                : OptionalDouble.empty();
    }

    private static Optional<Ratio> ratio(SortedMap<Integer, Double> above, SortedMap<Integer, Double> below) {
        return Collections.disjoint(above.keySet(), below.keySet())
                ? Optional.empty()
                : Optional.of(Ratio.ofBlocks(above, below));
    }

    /// The difference of two ways of waiting, of one kernel or of two.
    ///
    /// @param closed time per operation of the second over that of the first
    /// @param open the same of the median latencies of the open loop
    public record Contrast(
            WaitComparison first,
            String firstWait,
            WaitComparison second,
            String secondWait,
            double closed,
            OptionalDouble open) {}

    /// @return empty if one of them was not measured
    public static Optional<Contrast> contrast(
            WaitComparison first, String firstWait, WaitComparison second, String secondWait) {
        Of below = first.byWait.get(firstWait);
        Of above = second.byWait.get(secondWait);
        return below == null || above == null
                ? Optional.empty()
                : Optional.of(new Contrast(
                        first,
                        firstWait,
                        second,
                        secondWait,
                        above.nanosPerOp() / below.nanosPerOp(),
                        ratio(above, below)));
    }

    public WaitComparison {
        byWait = Collections.unmodifiableMap(new LinkedHashMap<>(byWait));
    }

    /// The rate of the first open loop, the same for all that kept it; empty if none did, or rates differ.
    public OptionalDouble rate() {
        List<OptionalDouble> rates = byWait.values().stream()
                .map(Of::rate)
                .filter(OptionalDouble::isPresent)
                .distinct()
                .toList();
        return rates.size() == 1 ? rates.getFirst() : OptionalDouble.empty();
    }
}
