// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.soak;

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

    private final Map<String, Row> rows = new TreeMap<>(); // guarded by this

    /// Adds a trial.
    public synchronized void add(Trial trial, SoakOutcome outcome) {
        Row row = rows.computeIfAbsent(
                "%-10s %s".formatted(trial.workload().name(), trial.side().substrate()), _ -> new Row());
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

    /// A line for each kind of kernel, and one for all of them.
    public synchronized String table() {
        StringBuilder text =
                new StringBuilder("%-36s %9s %15s %9s%n".formatted("", "kernels", "operations", "failures"));
        rows.forEach((name, row) -> text.append(line(name, row.kernels, row.operations, row.failures)));
        return text.append(line("all", kernels(), operations(), failures())).toString();
    }

    private static String line(String name, long kernels, long operations, long failures) {
        return "%-36s %,9d %,15d %,9d%n".formatted(name, kernels, operations, failures);
    }
}
