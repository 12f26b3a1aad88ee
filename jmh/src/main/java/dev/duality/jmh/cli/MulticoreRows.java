// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.jmh.progress.Terminal;
import dev.duality.simulation.multicore.MachineSpec;
import dev.duality.simulation.multicore.MulticoreRow;
import dev.duality.simulation.multicore.MulticoreRun;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import dev.duality.workloads.catalog.Catalog;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// Runs what was selected on one simulated machine after the other, and remembers what did not run.
final class MulticoreRows {
    private final MulticoreSelection selection;
    private final Catalog catalog;
    private final PrintWriter err;
    private final TreeSet<String> refused = new TreeSet<>();

    /// @param err where a terminal sees how far it is
    MulticoreRows(MulticoreSelection selection, Catalog catalog, PrintWriter err) {
        this.selection = selection;
        this.catalog = catalog;
        this.err = err;
    }

    /// The sides that did not run so far, in one line each.
    List<String> refused() {
        return List.copyOf(refused);
    }

    /// All sides with all numbers of workers.
    /// @param thinkNanos between two operations of a worker
    List<MulticoreRow> of(MachineSpec machine, Workload workload, Values values, double thinkNanos, long seed) {
        MulticoreRun run = new MulticoreRun(machine, workload, catalog.transports(), selection.operations, thinkNanos);
        List<MulticoreRow> rows = new ArrayList<>();
        List<String> substrates = selection.chosen(run);
        if (selection.substrates.isEmpty()) {
            run.unseen().forEach((reason, unseen) -> refused.add(String.join(", ", unseen) + ": " + reason));
        }
        for (int workers : selection.workers(machine.name(), machine.cores())) {
            Setting setting = selection.setting(workload, values, workers).withSeed(seed);
            for (String substrate : substrates) {
                run.rejects(substrate, setting)
                        .ifPresentOrElse(
                                reason -> refused.add("%s with %d workers: %s".formatted(substrate, workers, reason)),
                                () -> add(run.of(substrate, setting), rows));
                news(machine, substrate, workers);
            }
        }
        return rows;
    }

    private void add(MulticoreRow row, List<MulticoreRow> rows) {
        if (row.lines().accesses() == 0) {
            refused.add(row.substrate() + ": its state is not in a region, so a simulated machine does not see it");
        } else {
            rows.add(row);
        }
    }

    private void news(MachineSpec machine, String substrate, int workers) {
        if (Terminal.ofThisProcess().interactive()) {
            err.printf("\r%-70s\r", "%s: %s, %d workers".formatted(machine.name(), substrate, workers));
            err.flush();
        }
    }
}
