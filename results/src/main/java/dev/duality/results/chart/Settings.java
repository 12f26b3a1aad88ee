// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.chart;

import dev.duality.results.Cell;
import dev.duality.results.ParameterValue;
import dev.duality.results.finding.Findings;
import dev.duality.results.statistics.Digits;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The fields that tell rows of a workload apart, beside who and how many: wait, payload, window, and those parameters
/// that are not the same in all of them. A row that began cold says so even where all did: its figures are of another
/// kind.
public final class Settings {
    private final Map<String, List<Cell>> workloads = new HashMap<>();
    private final Map<String, Set<String>> differ = new HashMap<>();

    public Settings(Findings findings) {
        this(findings.workloads().stream()
                .flatMap(workload -> workload.rows().stream())
                .map(row -> row.cell())
                .toList());
    }

    /// @param cells those that are to be told apart, such as the rows of one table
    public Settings(Collection<Cell> cells) {
        workloads.putAll(cells.stream().collect(Collectors.groupingBy(Cell::workload)));
        workloads.forEach((workload, own) -> differ.put(workload, differing(own)));
    }

    /// The parameters that are not the same in all.
    private static Set<String> differing(List<Cell> cells) {
        Map<String, ParameterValue> first = cells.getFirst().params();
        Set<String> names = new HashSet<>();
        for (Cell cell : cells) {
            Map<String, ParameterValue> params = cell.params();
            params.forEach((name, value) -> {
                if (!value.equals(first.get(name))) {
                    names.add(name);
                }
            });
            first.keySet().stream().filter(name -> !params.containsKey(name)).forEach(names::add);
        }
        return names;
    }

    /// Such as `pause, 4,096 bytes, capacity=400 blocks`.
    public String words(Cell cell) {
        List<String> parts = new ArrayList<>(List.of(cell.waits()));
        parts.addAll(load(cell));
        parts.addAll(parameters(cell));
        return String.join(", ", parts);
    }

    /// Such as `rpc messaging:ring 1+1, 64 bytes, window 16, placement=hosts`: all but how it waits.
    public String kernel(Cell cell) {
        List<String> parts = new ArrayList<>(List.of(cell.workload() + " " + threads(cell)));
        parts.addAll(load(cell));
        parts.addAll(parameters(cell));
        return String.join(", ", parts);
    }

    /// Such as `messaging:ring 1+1, spin, frames=9`: of its setting what is not the same in all cells of the workload.
    /// @param shown parameters that stand elsewhere in the row
    public String row(Cell cell, String... shown) {
        return threads(cell) + apart(cell, shown);
    }

    /// Such as `, spin, frames=9`, or nothing: of its setting what is not the same in all cells of the workload.
    /// @param shown parameters that stand elsewhere in the row
    public String apart(Cell cell, String... shown) {
        return (waitsDiffer(cell) && !cell.waits().equals(Cell.NO_WAIT) ? ", " + cell.waits() : "")
                + apartButWaits(cell, shown);
    }

    /// The same without how it waits.
    public String apartButWaits(Cell cell, String... shown) {
        List<String> parts = new ArrayList<>();
        if (differs(cell, Cell::payloadBytes)) {
            parts.add(Digits.whole(cell.payloadBytes()) + " bytes");
        }
        if (differs(cell, Cell::window)) {
            parts.add("window " + cell.window());
        }
        Map<String, ParameterValue> params = new LinkedHashMap<>(cell.params());
        List.of(shown).forEach(params::remove);
        parts.addAll(parameters(cell.workload(), params));
        return parts.stream().map(part -> ", " + part).collect(Collectors.joining());
    }

    private boolean differs(Cell cell, Function<Cell, Object> field) {
        return workloads.getOrDefault(cell.workload(), List.of()).stream()
                        .map(field)
                        .distinct()
                        .count()
                > 1;
    }

    /// A kernel in which nobody waits goes with every wait, so it differs from its own like alone.
    private boolean waitsDiffer(Cell cell) {
        List<Cell> all = workloads.getOrDefault(cell.workload(), List.of());
        return all.stream()
                                .map(Cell::waits)
                                .filter(wait -> !wait.equals(Cell.NO_WAIT))
                                .distinct()
                                .count()
                        > 1
                || all.stream()
                        .anyMatch(other -> threads(other).equals(threads(cell))
                                && !other.waits().equals(cell.waits()));
    }

    /// Such as `messaging:ring 1+1`.
    private static String threads(Cell cell) {
        return cell.substrate() + " " + cell.workers() + "+" + cell.servers();
    }

    private static List<String> load(Cell cell) {
        List<String> parts = new ArrayList<>();
        if (cell.payloadBytes() > 0) {
            parts.add(Digits.whole(cell.payloadBytes()) + " bytes");
        }
        if (cell.window() > 1) {
            parts.add("window " + cell.window());
        }
        return parts;
    }

    /// Those parameters alone, such as `capacity=400 blocks`.
    public List<String> parameters(Cell cell) {
        return parameters(cell.workload(), cell.params());
    }

    private List<String> parameters(String workload, Map<String, ParameterValue> params) {
        Set<String> names = differ.getOrDefault(workload, Set.of());
        return params.entrySet().stream()
                .filter(parameter -> Cell.isAlwaysTold(parameter.getKey()) || names.contains(parameter.getKey()))
                .map(parameter -> parameter(parameter.getKey(), parameter.getValue()))
                .toList();
    }

    /// Such as `capacity=400 blocks`, or `cold start`.
    public static String parameter(String name, ParameterValue parameter) {
        return name.equals(Cell.COLD)
                ? name
                : name + "=" + parameter.value() + (parameter.unit().isEmpty() ? "" : " " + parameter.unit());
    }
}
