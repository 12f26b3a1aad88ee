// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.workloads.BadInput;
import dev.duality.workloads.FormerNames;
import dev.duality.workloads.Parameter;
import dev.duality.workloads.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/// Parameters that have several values in one run.
final class SweepOption {
    private static final int MOST_VALUES = 24;

    @Option(
            names = "--sweep",
            paramLabel = "NAME=VALUE,VALUE",
            description =
                    "Measure each cell with each of these values of a parameter, such as --sweep trace=a.txt,b.txt;"
                            + " several times for several parameters.")
    private List<String> sweeps = new ArrayList<>();

    /// The values of each parameter, in the order in which they were named, by the names that parameters have now.
    /// @param known whose parameters they may be
    /// @param set parameters that have one value, by their names
    /// @param told gets a line for each that was called by its former name
    /// @throws BadInput if there is nothing to sweep, or something is named twice
    Map<String, List<String>> values(List<Workload> known, Set<String> set, Consumer<String> told) {
        List<Parameter<?>> parameters = KernelOptions.parameters(known);
        Map<String, List<String>> swept = FormerNames.replaced(typed(), parameters, told);
        swept.replaceAll((name, values) ->
                values.stream().map(value -> stripped(value, name, parameters)).toList());
        swept.forEach((name, values) -> {
            if (sameTwice(name, values, parameters)) {
                throw new BadInput("--sweep names a value of %s twice; name it once".formatted(name));
            }
            if (set.contains(name)) {
                throw new BadInput("--sweep and --set both name %s; leave one of the two out".formatted(name));
            }
        });
        return swept;
    }

    /// Whether two of the values mean the same to a parameter of this name, however they are written: `1` and `01`.
    private static boolean sameTwice(String name, List<String> values, List<Parameter<?>> parameters) {
        return Stream.concat(
                        Stream.of(values),
                        parameters.stream()
                                .filter(one -> one.name().equals(name))
                                .map(one -> values.stream()
                                        .map(value -> meaning(value, one.bounds()))
                                        .toList()))
                .anyMatch(meant -> meant.stream().distinct().count() < meant.size());
    }

    /// The meaning of a value; itself where it is refused, as it will be later.
    private static Object meaning(String value, Parameter.Bounds<?> bounds) {
        return bounds.allow(value) ? bounds.value(value) : value;
    }

    /// Blanks are kept: where one name is a path for one workload and something else for another, its blanks may be
    /// part of a name.
    private static String stripped(String value, String name, List<Parameter<?>> parameters) {
        return parameters.stream().filter(one -> one.name().equals(name)).anyMatch(Parameter::isPath)
                ? value
                : value.strip();
    }

    private Map<String, List<String>> typed() {
        Map<String, List<String>> swept = new LinkedHashMap<>();
        for (String text : sweeps) {
            int equals = text.indexOf('=');
            List<String> values =
                    equals < 1 ? List.of() : List.of(text.substring(equals + 1).split(",", -1));
            if (values.size() < 2 || values.stream().anyMatch(String::isBlank)) {
                throw new BadInput(
                        "--sweep is '%s', but must be a name and two values or more, such as capacity=256,1024; one value is set by --set"
                                .formatted(text));
            }
            String name = text.substring(0, equals).strip();
            if (values.size() > MOST_VALUES) {
                throw new BadInput("--sweep names %d values of %s, but one run has room for %d"
                        .formatted(values.size(), name, MOST_VALUES));
            }
            if (swept.put(name, values) != null) {
                throw new BadInput("--sweep names %s twice; put all its values behind one".formatted(name));
            }
        }
        return swept;
    }
}
