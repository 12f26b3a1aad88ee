// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.plan;

import dev.duality.messaging.TransportOptions;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.Waiting;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The settings that a side of a workload is measured with: its numbers of threads, its waits, its windows and its
/// placements.
///
/// @param cores that may be used
record SideSettings(Request request, int cores) {
    /// @param values of the workload's parameters
    List<Setting> of(Workload workload, Part part, Side side, Values values) {
        Setting base = Setting.of(workload, values)
                .withSeed(request.seed())
                .withOptions(new TransportOptions(request.directory()));
        List<Setting> settings = new ArrayList<>();
        for (Setting sized : sizes(part, side, base)) {
            boolean crowded = sized.workers() + side.servers(sized) > cores;
            List<Waiting> waits = !part.waits().isEmpty()
                    ? part.waits()
                    : request.waits().isEmpty() ? List.of(Waiting.of(usualWait(side, crowded))) : request.waits();
            for (Waiting waiting : waits) {
                for (int window : windows(part, side, sized)) {
                    Setting setting = sized.withWait(waiting).withWindow(window);
                    request.placements().forEach(placement -> settings.add(setting.withPlacement(placement)));
                }
            }
        }
        return settings;
    }

    /// The wait of a side when nobody says. One that a side has no choice of is its own, and its row says so.
    private static WaitStrategy.Kind usualWait(Side side, boolean crowded) {
        WaitStrategy.Kind usual = crowded ? WaitStrategy.Kind.YIELD : Setting.WAITING;
        return side.waits().contains(usual) ? usual : side.waits().iterator().next();
    }

    /// Numbers of workers and owners: equal totals of threads for all sides; those without a server also alone.
    private Set<Setting> sizes(Part part, Side side, Setting base) {
        List<Integer> fixed = request.workers().isEmpty() ? part.workers() : request.workers();
        Set<Setting> sizes = new LinkedHashSet<>();
        if (!fixed.isEmpty()) {
            for (int workers : fixed) {
                owned(side, base, 1).forEach(owned -> sizes.add(owned.withWorkers(workers)));
            }
            return sizes;
        }
        if (side.servers(base) == 0 && request.preset().measuresAlone(part.workload(), side.substrate())) {
            sizes.add(base.withWorkers(1));
        }
        for (int total : request.preset().totals(cores)) {
            for (Setting owned : owned(side, base, part.owners(total))) {
                sizes.add(owned.withWorkers(Math.max(1, total - side.servers(owned))));
            }
        }
        return sizes;
    }

    /// With the owners that were asked for, or else with so many; a side whose servers are not owners has one number of
    /// them.
    private List<Setting> owned(Side side, Setting base, int usual) {
        List<Integer> owners = request.owners().isEmpty() ? List.of(usual) : request.owners();
        boolean has = side.servers(base.withOwners(1)) != side.servers(base.withOwners(2));
        return has ? owners.stream().distinct().map(base::withOwners).toList() : List.of(base);
    }

    /// A side without a server completes at once: there is nothing to have under way.
    private List<Integer> windows(Part part, Side side, Setting setting) {
        if (!request.windows().isEmpty()) {
            return request.windows();
        }
        if (side.servers(setting) == 0) {
            return List.of(1);
        }
        if (!part.windows().isEmpty()) {
            return part.windows();
        }
        return request.preset().windows(part.workload(), side.substrate()).stream()
                .filter(window ->
                        window == 1 || side.rejects(setting.withWindow(window)).isEmpty())
                .toList();
    }
}
