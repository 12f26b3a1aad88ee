// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.Cell;
import dev.duality.results.CellRecord;
import dev.duality.results.FloorProbes;
import dev.duality.results.OpenLoop;
import dev.duality.results.Outcome.Measured;
import dev.duality.results.Run;
import dev.duality.results.folder.LatencyPart;
import dev.duality.results.statistics.Latencies;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;

/// The open loops of one cell at one rate, second by second: all that were measured, also those that count nowhere.
///
/// @param loops by round and attempt
public record Timeline(Cell cell, double targetPerSecond, List<Loop> loops) {
    public Timeline {
        loops = List.copyOf(loops);
    }

    /// One of them.
    ///
    /// @param attempt at its round, from 1
    /// @param regime in which it ran; empty where that is not known, and where the machine moved meanwhile
    /// @param record has its stalls, its garbage collections and its probes, which are of the whole loop
    public record Loop(int round, int attempt, Optional<Regime> regime, OpenLoop record, List<Second> seconds) {
        public Loop {
            seconds = List.copyOf(seconds);
        }

        /// From its first intended start to the end of its last second.
        public double length() {
            return seconds.getLast().to();
        }
    }

    /// A second of a loop, or a longer part of a long one.
    ///
    /// @param from in seconds from the loop's first intended start
    /// @param to likewise
    /// @param p99Nanos empty where the operations of this second do not bear it
    /// @param mostQueued how many operations were due and not issued at most; empty where nobody looked
    public record Second(double from, double to, OptionalLong p99Nanos, OptionalLong mostQueued) {}

    private static final double P99 = 99;

    static List<Second> seconds(List<LatencyPart> parts) {
        Instant first = parts.getFirst().start();
        return parts.stream().map(part -> second(first, part)).toList();
    }

    private static Second second(Instant first, LatencyPart part) {
        return new Second(
                seconds(first, part.start()),
                seconds(first, part.end()),
                Latencies.bears(part.nanos().getTotalCount(), P99)
                        ? OptionalLong.of(part.nanos().getValueAtPercentile(P99))
                        : OptionalLong.empty(),
                part.queued()
                        .map(queued -> OptionalLong.of(queued.getMaxValue()))
                        .orElse(OptionalLong.empty()));
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e9;
    }

    /// In the plan's order, rates ascending: those with a loop of two seconds or more.
    static List<Timeline> of(Run run, Regimes regimes, Function<OpenLoop, List<Second>> seconds) {
        List<Timeline> all = new ArrayList<>();
        for (Cell cell : run.plan()) {
            Map<Double, List<Loop>> byRate = new TreeMap<>();
            run.records().stream()
                    .filter(record -> record.cell().equals(cell.id()))
                    .sorted(Comparator.comparingInt(CellRecord::fork).thenComparingInt(CellRecord::attempt))
                    .forEach(record -> {
                        if (record.outcome() instanceof Measured measured) {
                            measured.open()
                                    .forEach(loop -> byRate.computeIfAbsent(
                                                    loop.targetPerSecond(), _ -> new ArrayList<>())
                                            .add(loop(record, loop, regimes, seconds.apply(loop))));
                        }
                    });
            byRate.forEach((rate, loops) -> {
                if (loops.stream().anyMatch(loop -> loop.seconds.size() > 1)) {
                    all.add(new Timeline(cell, rate, loops));
                }
            });
        }
        return all;
    }

    private static Loop loop(CellRecord record, OpenLoop loop, Regimes regimes, List<Second> seconds) {
        Optional<FloorProbes> still = loop.probes().filter(probes -> !probes.moved());
        return new Loop(record.fork(), record.attempt(), regimes.of(still), loop, seconds);
    }
}
