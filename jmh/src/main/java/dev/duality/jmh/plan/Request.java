// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.plan;

import dev.duality.jmh.cell.Surroundings;
import dev.duality.jmh.load.LoadShape;
import dev.duality.messaging.TransportOptions;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.Waiting;
import dev.duality.workloads.Placement;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/// The wishes of the user: of most fields of a [dev.duality.jmh.cell.CellSpec] several, and what is empty is the
/// planner's choice, or [#settings]'s.
///
/// @param workloads by name
/// @param substrates by name, or `shm` or `messaging` for all of a side
/// @param owners how many servers share the state where it comes apart; empty for one, or the preset's share of all
/// threads
/// @param values parameters of workloads that are set, for those that have them
/// @param swept parameters of which each cell is measured with each value, for workloads that have them
/// @param floorNanos the floor that each load waits for; empty for any
/// @param rate of the open loop, in operations per second of all workers; `0` for no open loop
/// @param load how the operations of open loops lie in time; empty for the preset's
/// @param directory where transports put their files
/// @param placements how far apart the parties of a cell are, one cell for each; empty for threads
/// @param around the collectors and neighbours, one cell for each with each
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
        OptionalDouble floorNanos,
        OptionalDouble rate,
        Optional<LoadShape> load,
        long seed,
        Optional<Path> directory,
        List<Placement> placements,
        Surroundings.Choice around) {
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

    /// The settings that a side of a workload is measured with: its numbers of threads, its waits, its windows and its
    /// placements.
    /// @param set the values of the workload's parameters
    /// @param cores that may be used
    List<Setting> settings(Workload workload, Part part, Side side, Values set, int cores) {
        Setting base = Setting.of(workload, set).withSeed(seed).withOptions(new TransportOptions(directory));
        List<Setting> settings = new ArrayList<>();
        for (Setting sized : sizes(part, side, base, cores)) {
            boolean crowded = sized.workers() + side.servers(sized) > cores;
            for (Waiting waiting : waits(part, side, crowded)) {
                for (int window : windows(part, side, sized)) {
                    Setting setting = sized.withWait(waiting).withWindow(window);
                    placements.forEach(placement -> settings.add(setting.withPlacement(placement)));
                }
            }
        }
        return settings;
    }

    private List<Waiting> waits(Part part, Side side, boolean crowded) {
        if (side.waits().isEmpty()) {
            return List.of(Waiting.of(Setting.WAITING)); // one row, whoever waits how elsewhere
        }
        if (!part.waits().isEmpty()) {
            return part.waits();
        }
        return waits.isEmpty() ? List.of(Waiting.of(usualWait(side, crowded))) : waits;
    }

    /// The wait of a side when nobody says. One that a side has no choice of is its own, and its row says so.
    private static WaitStrategy.Kind usualWait(Side side, boolean crowded) {
        WaitStrategy.Kind usual = crowded ? WaitStrategy.Kind.YIELD : Setting.WAITING;
        return side.waits().contains(usual) ? usual : side.waits().iterator().next();
    }

    /// Numbers of workers and owners: equal totals of threads for all sides; those without a server also alone.
    private Set<Setting> sizes(Part part, Side side, Setting base, int cores) {
        List<Integer> fixed = workers.isEmpty() ? part.workers() : workers;
        Set<Setting> sizes = new LinkedHashSet<>();
        if (!fixed.isEmpty()) {
            for (int count : fixed) {
                owned(side, base, 1).forEach(owned -> sizes.add(owned.withWorkers(count)));
            }
            return sizes;
        }
        if (side.servers(base) == 0 && preset.measuresAlone(part.workload(), side.substrate())) {
            sizes.add(base.withWorkers(1));
        }
        for (int total : preset.totals(cores)) {
            for (Setting owned : owned(side, base, part.owners(total))) {
                sizes.add(owned.withWorkers(Math.max(1, total - side.servers(owned))));
            }
        }
        return sizes;
    }

    /// With the owners that were asked for, or else with so many; a side whose servers are not owners has one number of
    /// them.
    private List<Setting> owned(Side side, Setting base, int usual) {
        List<Integer> counts = owners.isEmpty() ? List.of(usual) : owners;
        boolean has = side.servers(base.withOwners(1)) != side.servers(base.withOwners(2));
        return has ? counts.stream().distinct().map(base::withOwners).toList() : List.of(base);
    }

    /// A side without a server completes at once: there is nothing to have under way.
    private List<Integer> windows(Part part, Side side, Setting setting) {
        if (!windows.isEmpty()) {
            return windows;
        }
        if (side.servers(setting) == 0) {
            return List.of(1);
        }
        if (!part.windows().isEmpty()) {
            return part.windows();
        }
        return preset.windows(part.workload(), side.substrate()).stream()
                .filter(window ->
                        window == 1 || side.rejects(setting.withWindow(window)).isEmpty())
                .toList();
    }
}
