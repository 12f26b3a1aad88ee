// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.plan;

import dev.duality.jmh.load.LoadShape;
import dev.duality.shm.Waiting;
import dev.duality.workloads.Placement;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// The wishes of the user: of most fields of a [dev.duality.jmh.cell.CellSpec] several, and what is empty is the
/// planner's choice.
///
/// @param workloads by name
/// @param substrates by name, or `shm` or `messaging` for all of a side
/// @param owners how many servers share the state where it comes apart; empty for one, or the preset's share of all
/// threads
/// @param values parameters of workloads that are set, for those that have them
/// @param swept parameters of which each cell is measured with each value, for workloads that have them
/// @param rate of the open loop, in operations per second of all workers; `0` for no open loop
/// @param load how the operations of open loops lie in time; empty for the preset's
/// @param directory where transports put their files
/// @param placements how far apart the parties of a cell are, one cell for each; empty for threads
public record Request(
        Preset preset,
        List<String> workloads,
        List<String> substrates,
        List<Integer> workers,
        List<Integer> owners,
        List<Waiting> waits,
        List<Integer> windows,
        Map<String, String> values,
        Map<String, List<String>> swept,
        Optional<Duration> budget,
        OptionalInt forks,
        OptionalDouble rate,
        Optional<LoadShape> load,
        long seed,
        Optional<Path> directory,
        List<Placement> placements) {
    public Request {
        placements = placements.isEmpty() ? List.of(Placement.THREADS) : List.copyOf(placements);
        workloads = List.copyOf(workloads);
        substrates = List.copyOf(substrates);
        workers = List.copyOf(workers);
        owners = List.copyOf(owners);
        waits = List.copyOf(waits);
        windows = List.copyOf(windows);
        values = Map.copyOf(values);
        swept = Collections.unmodifiableMap(new LinkedHashMap<>(swept)); // in the order in which they were named
    }
}
