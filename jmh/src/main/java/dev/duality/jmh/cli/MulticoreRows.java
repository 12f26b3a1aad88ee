// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.simulation.RegionTransports;
import dev.duality.simulation.multicore.MachineSpec;
import dev.duality.simulation.multicore.MulticoreRow;
import dev.duality.simulation.multicore.MulticoreRun;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import dev.duality.workloads.catalog.Catalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Runs what was selected on one simulated machine after the other, and remembers what did not run.
final class MulticoreRows {
    private final MulticoreSelection selection;
    private final Catalog catalog;
    private final Consumer<String> news;
    private final TreeSet<String> refused = new TreeSet<>();

    /// @param news hears of each side before it runs
    MulticoreRows(MulticoreSelection selection, Catalog catalog, Consumer<String> news) {
        this.selection = selection;
        this.catalog = catalog;
        this.news = news;
    }

    /// The sides that did not run so far, in one line each.
    List<String> refused() {
        return List.copyOf(refused);
    }

    /// Those of them that send by a transport of which is believed that its channels lie in regions.
    Set<String> believed(List<MulticoreRow> rows) {
        return rows.stream()
                .map(MulticoreRow::substrate)
                .filter(substrate -> RegionTransports.isBelieved(substrate, catalog.transports()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// All sides with all numbers of workers.
    /// @param thinkNanos between two operations of a worker
    List<MulticoreRow> of(MachineSpec machine, Workload workload, Values values, double thinkNanos, long seed) {
        MulticoreRun run = new MulticoreRun(
                machine, workload, catalog.transports(), selection.operations, thinkNanos, selection.lines);
        List<MulticoreRow> rows = new ArrayList<>();
        List<String> substrates = selection.chosen(run);
        if (selection.substrates.isEmpty()) {
            run.unseen().forEach((reason, unseen) -> refused.add(String.join(", ", unseen) + ": " + reason));
        }
        for (int workers : selection.workers(machine.name(), machine.cores())) {
            Setting setting = selection.setting(workload, values, workers).withSeed(seed);
            for (String substrate : substrates) {
                news.accept("%s: %s, %d %s"
                        .formatted(machine.name(), substrate, workers, workers == 1 ? "worker" : "workers"));
                run.rejects(substrate, setting)
                        .ifPresentOrElse(
                                reason -> refused.add("%s with %d workers: %s".formatted(substrate, workers, reason)),
                                () -> add(run.of(substrate, setting), rows));
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
}
