// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.simulation.multicore.BestPair;
import dev.duality.simulation.multicore.MachineSpec;
import dev.duality.simulation.multicore.MulticoreMap;
import dev.duality.simulation.multicore.MulticoreRow;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.FormerNames;
import dev.duality.workloads.Parameter;
import dev.duality.workloads.Suggestion;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The parameter that a map varies beside the number of workers: a worker's own work, or a parameter of the workload.
///
/// @param unit of its values; empty if they have none
/// @param values as they were typed, each once
record VariedParameter(String key, String unit, List<String> values) {
    private static final String THINK = "think";
    private static final int MOST_VALUES = 24;

    /// @param text such as `think=0,100,1000`
    /// @param told gets a line if it was called by its former name
    /// @throws BadInput if it is no list of different numbers, or the workload has no such parameter
    static VariedParameter parsed(String text, Workload workload, Consumer<String> told) {
        int equals = text.indexOf('=');
        if (equals < 1 || equals == text.length() - 1) {
            throw new BadInput(
                    "--map is '%s', but must be a name and its values, such as think=0,100,1000".formatted(text));
        }
        String key = FormerNames.now(text.substring(0, equals), workload.parameters(), told);
        List<String> values = List.of(text.substring(equals + 1).split(",", -1));
        TreeSet<Double> numbers = new TreeSet<>();
        for (String value : values) {
            if (!numbers.add(number(key, value))) {
                throw new BadInput("--map names %s=%s twice; name it once".formatted(key, value));
            }
        }
        if (values.size() > MOST_VALUES) {
            throw new BadInput(
                    "--map names %d values, but a map has room for %d".formatted(values.size(), MOST_VALUES));
        }
        return new VariedParameter(key, unit(key, workload), values);
    }

    private static double number(String key, String value) {
        try {
            double number = Double.parseDouble(value);
            if (Double.isFinite(number)) {
                return number + 0.0; // -0 is 0
            }
        } catch (NumberFormatException _) { // said below
        }
        throw new BadInput("--map has %s='%s', but a map has an axis of numbers".formatted(key, value));
    }

    private static String unit(String key, Workload workload) {
        if (key.equals(THINK)) {
            return "ns";
        }
        return workload.parameters().stream()
                .filter(parameter -> parameter.name().equals(key))
                .findFirst()
                .map(Parameter::unit)
                .orElseThrow(() -> {
                    List<String> known = Stream.concat(
                                    Stream.of(THINK),
                                    workload.parameters().stream().map(Parameter::name))
                            .distinct() // a workload may have a think of its own
                            .toList();
                    return new BadInput("--map names '%s', but %s has %s; %sname one of them"
                            .formatted(
                                    key, workload.name(), String.join(", ", known), Suggestion.question(key, known)));
                });
    }

    /// Runs everything on a machine.
    MulticoreMap map(
            MachineSpec machine,
            Workload workload,
            MulticoreSelection selection,
            MulticoreRows rows,
            Consumer<String> told) {
        List<MulticoreMap.Row> found = new ArrayList<>();
        for (String value : values) {
            boolean thinks = key.equals(THINK);
            double think = thinks ? Double.parseDouble(value) : selection.think;
            MulticoreSelection.requireThink(think);
            Values set = selection.values(workload, thinks ? Map.of() : Map.of(key, value), told);
            List<MulticoreRow> all = rows.of(machine, workload, set, think, selection.seed);
            List<BestPair> pairs = BestPair.of(all);
            if (pairs.isEmpty()) {
                throw new BadInput(
                        "with %s=%s there is no pair of shared memory and messages on %s; name one of each with --on%s"
                                .formatted(
                                        key,
                                        value,
                                        machine.name(),
                                        rows.refused().isEmpty() ? "" : ": " + String.join("; ", rows.refused())));
            }
            found.add(new MulticoreMap.Row(Double.parseDouble(value), pairs));
        }
        return new MulticoreMap(machine, workload.name(), new MulticoreMap.Varied(key, unit), found);
    }
}
