// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.plan;

import dev.duality.jmh.cell.Surroundings;
import dev.duality.jmh.fork.ForkOrder;
import dev.duality.results.Cell;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.Waiting;
import dev.duality.workloads.catalog.Catalog;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Plans of all workloads there are.
abstract class Planned {
    static final Catalog CATALOG = Catalog.load(Planned.class.getClassLoader());

    static Plan plan(int cores, List<String> workloads, List<String> substrates, Map<String, String> set) {
        return plan(Preset.QUICK, cores, workloads, substrates, List.of(), set);
    }

    static Plan plan(
            Preset preset,
            int cores,
            List<String> workloads,
            List<String> substrates,
            List<WaitStrategy.Kind> waits,
            Map<String, String> set) {
        return plan(preset, cores, workloads, substrates, waits, set, Map.of());
    }

    static Plan plan(
            Preset preset,
            int cores,
            List<String> workloads,
            List<String> substrates,
            List<WaitStrategy.Kind> waits,
            Map<String, String> set,
            Map<String, List<String>> swept) {
        Request request = new Request(
                preset,
                workloads,
                substrates,
                List.of(),
                List.of(),
                waits.stream().map(Waiting::of).toList(),
                List.of(),
                set,
                swept,
                Optional.empty(),
                OptionalInt.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                1,
                Optional.empty(),
                List.of(),
                Surroundings.Choice.NONE);
        return new Planner(CATALOG, request, cores).plan();
    }

    static List<String> ids(Plan plan) {
        return plan.cells().stream().map(planned -> planned.cell().id()).toList();
    }

    /// The cells of each round, in the order in which they are forked.
    static Map<Integer, List<String>> rounds(List<Plan.Step> steps) {
        return steps.stream()
                .filter(Plan.Fork.class::isInstance)
                .map(Plan.Fork.class::cast)
                .collect(Collectors.groupingBy(
                        Plan.Fork::round,
                        TreeMap::new,
                        Collectors.mapping(fork -> fork.planned().cell().id(), Collectors.toList())));
    }

    static Cell cell(Plan plan, String id) {
        return plan.cells().stream()
                .map(Plan.Planned::cell)
                .filter(cell -> cell.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /// Without those of T1.
    static List<String> kernels(Plan plan) {
        return ids(plan).stream().filter(id -> !id.contains(Cell.PLAIN)).toList();
    }

    /// The rates in operations a second that a cell's open loops are given.
    static List<Double> rates(Plan.Planned planned) {
        return planned.order() instanceof ForkOrder.Kernel kernel
                ? kernel.open().rates()
                : List.of();
    }
}
