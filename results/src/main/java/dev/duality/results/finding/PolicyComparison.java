// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.Cell;
import dev.duality.results.ParameterValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// One cache and the scripts of as many workers, by every policy and substrate that was measured with them: what a hit
/// ratio costs, and what it is worth.
///
/// Rows are compared with as many workers, whatever serves them: each worker is at a place of its own in what it asks
/// for, so that a cache of two workers finds less than one of one, by the same policy.
///
/// Where kernels were measured by several waits, each wait has a comparison of its own, so that what a wait saves is no
/// merit of a policy or a side. A kernel that has no choice, or was measured by one wait alone, is in all of them.
///
/// Whoever finds more blocks may take longer for each. That pays where a miss costs enough: a miss costs nothing here
/// but its bookkeeping, while one that goes to a disk or a server waits for it.
///
/// @param like one of its cells
/// @param params what all rows have alike beside the policy
/// @param waits how its threads wait, where a kernel was measured by several waits; else each row has its own
/// @param rows in the plan's order, two policies at least
/// @param verdict which side wins; empty where only one was measured
public record PolicyComparison(
        Cell like,
        Map<String, ParameterValue> params,
        Optional<String> waits,
        List<Of> rows,
        Optional<PolicyVerdict> verdict) {
    /// The parameter in which rows differ.
    public static final String POLICY = "policy";

    /// The figure that a policy is chosen for.
    public static final String HITS = "hit ratio";

    private static final List<String> NAMED = List.of("trace", "capacity", "payload");

    /// @param hitPercent of its operations, the median of its forks
    /// @param worthFromNanos what a miss must cost at least for this row to take less time than the fastest one; 0 for
    ///     the fastest, empty where no miss is dear enough, as the fastest one finds as many
    public record Of(Row row, String policy, double hitPercent, OptionalDouble worthFromNanos) {
        /// Of one worker.
        public double nanosPerOp() {
            return row.closed().orElseThrow().nanosPerOp().median();
        }

        public Cell cell() {
            return row.cell();
        }
    }

    public PolicyComparison {
        params = new LinkedHashMap<>(params);
        rows = List.copyOf(rows);
    }

    /// Such as `cache, 2 workers, capacity=400 blocks, payload=4096 bytes`.
    public String title() {
        StringBuilder title = new StringBuilder(like.workload())
                .append(like.workers() == 1 ? ", 1 worker" : ", " + like.workers() + " workers");
        for (String name : NAMED) {
            ParameterValue value = params.get(name);
            if (value != null && !value.value().isEmpty()) {
                title.append(", ").append(name).append('=').append(value.value());
                title.append(value.unit().isEmpty() ? "" : " " + value.unit());
            }
        }
        waits.ifPresent(how -> title.append(", wait=").append(how));
        return title.toString();
    }

    /// @param seed of the resampling
    /// @return one for each cache that was measured by several policies
    static List<PolicyComparison> of(Loads loads, List<Row> rows, long seed) {
        record Kept(String workload, Map<String, ParameterValue> params, int payloadBytes, int workers, int window) {}
        Map<Kept, List<Row>> caches = new LinkedHashMap<>();
        for (Row row : rows) {
            Cell cell = row.cell();
            if (cell.params().containsKey(POLICY)
                    && !cell.substrate().equals(Cell.PLAIN)
                    && hits(row).isPresent()) {
                Map<String, ParameterValue> others = new LinkedHashMap<>(cell.params());
                others.remove(POLICY);
                Kept kept = new Kept(cell.workload(), others, cell.payloadBytes(), cell.workers(), cell.window());
                caches.computeIfAbsent(kept, _ -> new ArrayList<>()).add(row);
            }
        }
        List<PolicyComparison> all = new ArrayList<>();
        caches.forEach((kept, same) -> {
            byWait(same).forEach((wait, alike) -> {
                if (alike.stream().map(PolicyComparison::policy).distinct().count() > 1) {
                    List<Of> found = compared(alike);
                    all.add(new PolicyComparison(
                            alike.getFirst().cell(), kept.params, wait, found, PolicyVerdict.of(loads, found, seed)));
                }
            });
        });
        return all;
    }

    /// The rows of one cache, of which each kernel has one: that of the wait, or its only one.
    /// @return without a wait if no kernel has several
    private static Map<Optional<String>, List<Row>> byWait(List<Row> same) {
        record KernelName(String substrate, int servers, String policy) {}
        Map<KernelName, Set<String>> waits = new LinkedHashMap<>();
        Function<Row, KernelName> kernel =
                row -> new KernelName(row.cell().substrate(), row.cell().servers(), policy(row));
        same.forEach(row -> waits.computeIfAbsent(kernel.apply(row), _ -> new LinkedHashSet<>())
                .add(row.cell().waits()));
        List<String> several = waits.values().stream()
                .filter(of -> of.size() > 1)
                .flatMap(Set::stream)
                .distinct()
                .toList();
        if (several.isEmpty()) {
            return Map.of(Optional.empty(), same);
        }
        Map<Optional<String>, List<Row>> found = new LinkedHashMap<>();
        for (String wait : several) {
            found.put(
                    Optional.of(wait),
                    same.stream()
                            .filter(row -> row.cell().waits().equals(wait)
                                    || waits.get(kernel.apply(row)).size() == 1)
                            .toList());
        }
        return found;
    }

    /// Of 100 operations.
    static SortedMap<Integer, Double> hitsByRound(Loads loads, Row row) {
        SortedMap<Integer, Double> values = new TreeMap<>();
        loads.forks(row)
                .forEach((round, fork) -> fork.closed().stream()
                        .flatMap(loop -> loop.usage().figures().stream())
                        .filter(figure -> figure.name().equals(HITS))
                        .forEach(figure -> values.put(round, figure.value())));
        return values;
    }

    private static List<Of> compared(List<Row> same) {
        Row fastest = same.stream()
                .min(Comparator.comparingDouble(PolicyComparison::nanos))
                .orElseThrow();
        return same.stream()
                .map(row -> new Of(row, policy(row), hits(row).orElseThrow(), worthFrom(row, fastest)))
                .toList();
    }

    /// The cost of a miss at which both take the same time: from the times of an operation, and the shares that miss.
    private static OptionalDouble worthFrom(Row row, Row fastest) {
        if (row.id().equals(fastest.id())) {
            return OptionalDouble.of(0);
        }
        return missNanos(
                nanos(row) - nanos(fastest),
                hits(row).orElseThrow() - hits(fastest).orElseThrow());
    }

    /// The cost of a miss at which a row that takes so much longer is as quick: what it takes longer over the misses
    /// that it saves.
    /// @param hits so many more of 100 operations
    /// @return empty if it saves none
    static OptionalDouble missNanos(double longerNanos, double hits) {
        return hits > 0 ? OptionalDouble.of(longerNanos / (hits / 100)) : OptionalDouble.empty();
    }

    private static double nanos(Row row) {
        return row.closed().orElseThrow().nanosPerOp().median();
    }

    private static String policy(Row row) {
        return row.cell().params().get(POLICY).value();
    }

    private static Optional<Double> hits(Row row) {
        return row.closed().flatMap(closed -> closed.costs().figure(HITS)).map(figure -> figure.value());
    }
}
