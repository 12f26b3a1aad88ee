// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.results.laws.Laws;
import dev.duality.results.laws.Quantity;
import dev.duality.results.laws.Scaling;
import dev.duality.results.laws.Series;
import dev.duality.simulation.multicore.MachineSpec;
import dev.duality.simulation.multicore.MulticoreRow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/// The same sides of one workload by several seeds.
///
/// @param seed the first one
/// @param bySeed the rows of each, that of the first seed first
record MulticoreSeeds(MachineSpec machine, String workload, long seed, List<List<MulticoreRow>> bySeed) {
    MulticoreSeeds {
        bySeed = bySeed.stream().map(List::copyOf).toList();
    }

    /// The rows of the first seed.
    List<MulticoreRow> first() {
        return bySeed.getFirst();
    }

    /// Operations a second, by substrate, workers and seed, the latter counted from 1.
    SortedMap<String, SortedMap<Integer, SortedMap<Integer, Double>>> perSecond() {
        SortedMap<String, SortedMap<Integer, SortedMap<Integer, Double>>> sides = new TreeMap<>();
        for (int seeded = 0; seeded < bySeed.size(); seeded++) {
            for (MulticoreRow row : bySeed.get(seeded)) {
                sides.computeIfAbsent(row.substrate(), _ -> new TreeMap<>())
                        .computeIfAbsent(row.workers(), _ -> new TreeMap<>())
                        .put(seeded + 1, row.perSecond());
            }
        }
        return sides;
    }

    /// The laws of each side, by its substrate; seeds are its forks.
    SortedMap<String, Scaling> scalings() {
        Map<String, Integer> servers = new TreeMap<>();
        bySeed.forEach(rows -> rows.forEach(row -> servers.put(row.substrate(), row.servers())));
        SortedMap<String, Scaling> scalings = new TreeMap<>();
        perSecond()
                .forEach((substrate, points) ->
                        scalings.put(substrate, Laws.of(series(substrate, servers.get(substrate), points), seed)));
        return scalings;
    }

    private Series series(String substrate, int servers, SortedMap<Integer, SortedMap<Integer, Double>> points) {
        return new Series(
                "%s %s on %s, simulated, grade V".formatted(workload, substrate, machine.name()),
                Quantity.THROUGHPUT,
                points.entrySet().stream()
                        .map(point -> new Series.Point(point.getKey(), point.getKey() + servers, point.getValue()))
                        .toList(),
                Optional.empty(),
                OptionalInt.of(machine.cores()));
    }
}
