// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.soak;

import dev.duality.results.table.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The counts of a soak so far. May be read while trials are added.
public final class SoakTally {
    /// The trials of one workload over one substrate.
    private static final class Row {
        private long kernels;
        private long operations;
        private long failures;
    }

    private record Kind(String workload, String substrate) {}

    private static final List<Table.Head> HEADS = List.of(
            Table.Head.words("workload"),
            Table.Head.words("substrate"),
            Table.Head.number("kernels"),
            Table.Head.number("operations"),
            Table.Head.number("failures"));

    private final Map<Kind, Row> rows =
            new TreeMap<>(Comparator.comparing(Kind::workload).thenComparing(Kind::substrate)); // guarded by this

    /// Adds a trial.
    public synchronized void add(Trial trial, SoakOutcome outcome) {
        Row row = rows.computeIfAbsent(
                new Kind(trial.workload().name(), trial.side().substrate()), _ -> new Row());
        row.kernels++;
        if (outcome instanceof SoakOutcome.Agreed(long operations)) {
            row.operations += operations;
        } else {
            row.failures++;
        }
    }

    public synchronized long kernels() {
        return rows.values().stream().mapToLong(row -> row.kernels).sum();
    }

    public synchronized long operations() {
        return rows.values().stream().mapToLong(row -> row.operations).sum();
    }

    public synchronized long failures() {
        return rows.values().stream().mapToLong(row -> row.failures).sum();
    }

    /// A row for each kind of kernel, and one for all of them.
    public synchronized Table table() {
        List<List<String>> table = new ArrayList<>();
        rows.forEach((kind, row) ->
                table.add(cells(kind.workload, kind.substrate, row.kernels, row.operations, row.failures)));
        table.add(cells("all", "", kernels(), operations(), failures()));
        return new Table("", HEADS, table, List.of());
    }

    private static List<String> cells(String workload, String substrate, long kernels, long operations, long failures) {
        return List.of(
                workload, substrate, "%,d".formatted(kernels), "%,d".formatted(operations), "%,d".formatted(failures));
    }
}
