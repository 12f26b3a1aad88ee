// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

import dev.duality.jmh.machine.usage.ProcessAccount;
import dev.duality.jmh.machine.usage.ProcessMeter;
import dev.duality.results.Figure;
import dev.duality.results.Usage;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.ShownCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/// Measures what an interval of a load uses, and what its kernel counts in it. Used by one thread at a time, outside of
/// what is measured.
public final class Meter {
    /// The usage of one interval.
    /// @param account without the neighbour's part
    /// @param counts by the kernel's names
    /// @param collected whether the collector is what the row is about
    /// @param copied bytes that a neighbour copied; empty where there was none
    public record Metered(
            ProcessAccount account,
            Map<String, Long> counts,
            long operations,
            boolean collected,
            OptionalLong copied) {}

    private final ProcessMeter process = new ProcessMeter();
    private final boolean collected;
    private final Optional<Supplier<StreamingNeighbour.Reading>> neighbour;
    private StreamingNeighbour.Reading neighbourBefore = StreamingNeighbour.Reading.NONE;
    private Map<String, Long> before = Map.of();
    private Metered last;

    /// @param around whose neighbour is a part of no row, and whose collector a row tells if it was asked for
    public Meter(RowSurroundings around) {
        this(around.what().collector().isPresent(), around.neighbour().map(there -> there::reading));
    }

    /// @param neighbour reads what it has done so far; empty if there is none
    Meter(boolean collected, Optional<Supplier<StreamingNeighbour.Reading>> neighbour) {
        this.collected = collected;
        this.neighbour = neighbour;
    }

    /// Opens an interval in which no kernel counts anything.
    void startPlain() {
        startProcess();
    }

    private void startProcess() {
        process.start();
        neighbourBefore = neighbour(); // beside the clock that was read last there, and first in stop()
    }

    private StreamingNeighbour.Reading neighbour() {
        return neighbour.map(Supplier::get).orElse(StreamingNeighbour.Reading.NONE);
    }

    private Metered stopProcess(Map<String, Long> counts, long done) {
        StreamingNeighbour.Reading now = neighbour();
        ProcessAccount all = process.stop();
        return new Metered(
                all.without(now.cpuNanos() - neighbourBefore.cpuNanos()),
                counts,
                done,
                collected,
                neighbour.isPresent()
                        ? OptionalLong.of(now.copiedBytes() - neighbourBefore.copiedBytes())
                        : OptionalLong.empty());
    }

    /// Closes it.
    /// @param done operations completed in it
    void stopPlain(long done) {
        last = stopProcess(Map.of(), done);
    }

    /// Opens an interval.
    public void start(Kernel kernel) {
        before = kernel.counts();
        startProcess();
    }

    /// Closes the interval.
    /// @param done operations completed in it
    public void stop(Kernel kernel, long done) {
        Map<String, Long> counts = new TreeMap<>();
        last = stopProcess(counts, done);
        kernel.counts().forEach((name, count) -> counts.put(name, count - before.getOrDefault(name, 0L)));
    }

    /// The interval that was closed last.
    public Metered take() {
        return last;
    }

    /// The usage of intervals together.
    /// @param shown which counts tables show, and how
    /// @param intervals at least one
    public static Usage usage(List<ShownCount> shown, List<Metered> intervals) {
        Sum sum = new Sum(intervals);
        return usage(sum, sum.figures(sum, shown));
    }

    /// The usage of an interval, with what the kernel counted in another one.
    static Usage usage(List<ShownCount> shown, Metered interval, Metered counted) {
        Sum sum = new Sum(List.of(interval));
        return usage(sum, new Sum(List.of(counted)).figures(sum, shown));
    }

    private static Usage usage(Sum sum, List<Figure> figures) {
        return new Usage(
                sum.wallNanos / 1e9,
                sum.perOp(ProcessAccount::cpuNanos),
                sum.perOp(ProcessAccount::allocatedBytes),
                sum.of(account -> account.scheduling().voluntary()),
                sum.of(account -> account.scheduling().involuntary()),
                sum.of(account -> account.scheduling().migrations()),
                sum.stealMillis(),
                OptionalDouble.of(sum.collectionMillis()),
                sum.othersBusyCores(),
                Stream.concat(figures.stream(), sum.throttled().stream()).toList());
    }

    /// Several intervals as one.
    private record Sum(List<Metered> intervals, double wallNanos, double operations) {
        Sum(List<Metered> intervals) {
            this(
                    intervals,
                    Math.max(
                            1.0,
                            intervals.stream()
                                    .mapToDouble(i -> i.account.wallNanos())
                                    .sum()),
                    Math.max(
                            1.0,
                            intervals.stream().mapToDouble(Metered::operations).sum()));
        }

        OptionalLong of(Function<ProcessAccount, OptionalLong> part) {
            long sum = 0;
            for (Metered interval : intervals) {
                OptionalLong value = part.apply(interval.account);
                if (value.isEmpty()) {
                    return OptionalLong.empty();
                }
                sum += Math.max(0, value.getAsLong());
            }
            return OptionalLong.of(sum);
        }

        OptionalDouble perOp(Function<ProcessAccount, OptionalLong> part) {
            OptionalLong sum = of(part);
            return sum.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(sum.getAsLong() / operations);
        }

        OptionalDouble stealMillis() {
            OptionalLong sum = of(account -> account.interference().stealMillis());
            return sum.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of((double) sum.getAsLong());
        }

        /// The time that the quota of a control group kept from this process, if it did.
        Optional<Figure> throttled() {
            long micros =
                    of(account -> account.interference().throttledMicros()).orElse(0);
            return micros == 0
                    ? Optional.empty()
                    : Optional.of(new Figure(Figure.THROTTLED, micros / 1e3, "ms", false));
        }

        double collectionMillis() {
            return intervals.stream()
                    .mapToDouble(i -> i.account.collections().pauseMillis())
                    .sum();
        }

        OptionalDouble othersBusyCores() {
            double coreNanos = 0;
            for (Metered interval : intervals) {
                OptionalDouble cores = interval.account.interference().othersBusyCores();
                if (cores.isEmpty()) {
                    return OptionalDouble.empty();
                }
                coreNanos += cores.getAsDouble() * interval.account.wallNanos();
            }
            return OptionalDouble.of(Math.max(0, coreNanos / wallNanos));
        }

        /// @param timed the intervals that are timed, which has what is around
        List<Figure> figures(Sum timed, List<ShownCount> shown) {
            Map<String, Long> counts = new TreeMap<>();
            intervals.forEach(i -> i.counts.forEach((name, count) -> counts.merge(name, count, Long::sum)));
            return Stream.concat(
                            counts.entrySet().stream()
                                    .map(count -> figure(shown, count.getKey(), count.getValue() / operations)),
                            timed.around())
                    .toList();
        }

        /// The collections, where they are what the row is about, and the neighbour's speed, where there is one.
        private Stream<Figure> around() {
            List<Figure> figures = new ArrayList<>();
            if (intervals.getFirst().collected) {
                figures.add(Figure.shown(
                        Figure.COLLECTIONS,
                        total(account -> account.collections().count()),
                        ""));
                figures.add(Figure.shown(
                        Figure.COLLECTING,
                        total(account -> account.collections().millis()),
                        "ms"));
            }
            if (intervals.getFirst().copied.isPresent()) {
                double bytes = intervals.stream()
                        .mapToDouble(i -> i.copied.orElseThrow())
                        .sum();
                figures.add(Figure.shown(Figure.NEIGHBOUR, bytes / wallNanos, "GB/s"));
            }
            return figures.stream();
        }

        private double total(ToDoubleFunction<ProcessAccount> part) {
            return intervals.stream()
                    .mapToDouble(i -> part.applyAsDouble(i.account))
                    .sum();
        }

        private static Figure figure(List<ShownCount> shown, String count, double perOp) {
            return shown.stream()
                    .filter(it -> it.count().equals(count))
                    .findFirst()
                    .map(it -> Figure.shown(it.name(), 100 * perOp, Figure.PERCENT))
                    .orElseGet(() -> Figure.perOp(count, perOp));
        }
    }
}
