// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.chart;

import dev.duality.results.Cell;
import dev.duality.results.ParameterValue;
import dev.duality.results.finding.Findings;
import dev.duality.results.statistics.Digits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The fields that tell rows of a workload apart, beside who and how many: wait, payload, window, and those parameters
/// that are not the same in all of them.
public final class Settings {
    private final Map<String, Set<String>> differ = new HashMap<>();

    public Settings(Findings findings) {
        for (Findings.Workload workload : findings.workloads()) {
            Map<String, ParameterValue> first =
                    workload.rows().getFirst().cell().params();
            Set<String> names = new HashSet<>();
            workload.rows().forEach(row -> {
                Map<String, ParameterValue> params = row.cell().params();
                params.forEach((name, value) -> {
                    if (!value.equals(first.get(name))) {
                        names.add(name);
                    }
                });
                first.keySet().stream()
                        .filter(name -> !params.containsKey(name))
                        .forEach(names::add);
            });
            differ.put(workload.name(), names);
        }
    }

    /// Such as `pause, 4,096 bytes, capacity=400 blocks`.
    public String words(Cell cell) {
        List<String> parts = new ArrayList<>(List.of(cell.waits()));
        if (cell.payloadBytes() > 0) {
            parts.add(Digits.whole(cell.payloadBytes()) + " bytes");
        }
        if (cell.window() > 1) {
            parts.add("window " + cell.window());
        }
        parts.addAll(parameters(cell));
        return String.join(", ", parts);
    }

    /// Those parameters alone, such as `capacity=400 blocks`.
    public List<String> parameters(Cell cell) {
        Set<String> names = differ.getOrDefault(cell.workload(), Set.of());
        return cell.params().entrySet().stream()
                .filter(parameter -> names.contains(parameter.getKey()))
                .map(parameter -> parameter(parameter.getKey(), parameter.getValue()))
                .toList();
    }

    /// Such as `capacity=400 blocks`.
    public static String parameter(String name, ParameterValue parameter) {
        return name + "=" + parameter.value() + (parameter.unit().isEmpty() ? "" : " " + parameter.unit());
    }
}
