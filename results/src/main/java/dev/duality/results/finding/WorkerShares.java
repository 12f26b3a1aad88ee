// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.Cell;
import dev.duality.results.ClosedLoop;
import dev.duality.results.Figure;
import dev.duality.results.Outcome.Measured;
import dev.duality.results.ParameterValue;
import dev.duality.results.statistics.Digits;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/// The shares of the workers of one row in its closed loop. Of each figure it has the worst fork: what happens once can
/// happen again, and another fork does not make up for it.
///
/// @param shares what each worker did, over an equal share, in the fork that was shared least equally; ascending
/// @param jain Jain's index of that fork: 1 where all did the same, 1/n where one of n did everything
/// @param longestWaitNanos the longest time of a batch of 64 operations
/// @param alonePercent of the time, how much one worker got on and no other
public record WorkerShares(
        Cell cell, List<Double> shares, double jain, OptionalDouble longestWaitNanos, OptionalDouble alonePercent) {
    /// From so many substrates of one workload on they are set beside each other.
    static final int FEWEST = 4;

    private static final double HALF = 0.5;
    private static final double HALF_PERCENT = 50;

    public WorkerShares {
        shares = List.copyOf(shares);
    }

    /// @param forks of one row; empty if no closed loop of theirs tells, as of one worker
    static Optional<WorkerShares> of(Cell cell, Collection<Measured> forks) {
        List<ClosedLoop> loops = forks.stream()
                .flatMap(fork -> fork.closed().stream())
                .filter(loop -> figure(loop, Figure.JAIN).isPresent())
                .toList();
        return loops.stream()
                .min(Comparator.comparingDouble(
                        loop -> figure(loop, Figure.JAIN).getAsDouble()))
                .map(worst -> new WorkerShares(
                        cell,
                        shares(worst),
                        figure(worst, Figure.JAIN).getAsDouble(),
                        most(loops, Figure.LONGEST_WAIT, 1e3),
                        most(loops, Figure.ALONE, 1)));
    }

    private static List<Double> shares(ClosedLoop loop) {
        List<Double> operations = loop.usage().figures().stream()
                .filter(figure -> figure.name().startsWith(Figure.OF_WORKER))
                .map(Figure::value)
                .toList();
        double equal = operations.stream().mapToDouble(each -> each).average().orElse(0);
        return equal == 0
                ? List.of()
                : operations.stream().map(each -> each / equal).sorted().toList();
    }

    private static OptionalDouble most(List<ClosedLoop> loops, String name, double unit) {
        return loops.stream()
                .map(loop -> figure(loop, name))
                .filter(OptionalDouble::isPresent)
                .mapToDouble(value -> value.getAsDouble() * unit)
                .max();
    }

    private static OptionalDouble figure(ClosedLoop loop, String name) {
        return loop.usage().figures().stream()
                .filter(figure -> figure.name().equals(name))
                .mapToDouble(Figure::value)
                .findFirst();
    }

    /// The notes that a reader of the row must know: that a worker got less than half of an equal share, or that one
    /// worker was alone for half of the time or more.
    Optional<String> monopoly() {
        List<String> said = new ArrayList<>();
        if (!shares.isEmpty() && shares.getFirst() < HALF) {
            said.add("a worker did only " + percent(100 * shares.getFirst()) + " % of an equal share");
        }
        if (alonePercent.orElse(0) >= HALF_PERCENT) {
            said.add("one worker got on alone for " + percent(alonePercent.getAsDouble()) + " % of the time");
        }
        return said.isEmpty() ? Optional.empty() : Optional.of("a monopoly: " + String.join("; ", said));
    }

    private static String percent(double value) {
        return Digits.whole(value);
    }

    /// The setting that rows of one list have alike.
    private record Alike(String workload, Map<String, ParameterValue> params, int payloadBytes, int window) {}

    /// Rows that differ in the substrate and the number of threads, where there are enough of them.
    /// @param shares of a row
    static List<List<WorkerShares>> lists(Collection<Row> rows, Function<Row, Optional<WorkerShares>> shares) {
        Map<Alike, List<WorkerShares>> lists = new LinkedHashMap<>();
        for (Row row : rows) {
            Cell cell = row.cell();
            shares.apply(row)
                    .ifPresent(found -> lists.computeIfAbsent(
                                    new Alike(cell.workload(), cell.params(), cell.payloadBytes(), cell.window()),
                                    _ -> new ArrayList<>())
                            .add(found));
        }
        return lists.values().stream()
                .filter(list -> list.stream()
                                .map(row -> row.cell().substrate())
                                .distinct()
                                .count()
                        >= FEWEST)
                .map(List::copyOf)
                .toList();
    }
}
