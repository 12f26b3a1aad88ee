// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// The values of the parameters of a workload; each is within its bounds. Immutable.
public final class Values {
    private final SequencedMap<String, String> values;

    private Values(SequencedMap<String, String> values) {
        this.values = values;
    }

    /// The given values, and the initial ones for the rest.
    /// @throws BadInput if a name is unknown, a value out of bounds, or if the values do not go together
    public static Values of(Workload workload, Map<String, String> given) {
        return set(workload, workload.parameters(), given);
    }

    /// The given values, and the initial ones for the rest, of a workload and of what it is run by.
    /// @param more parameters beside the workload's own
    /// @throws BadInput if a name is unknown, a value out of bounds, or if the values do not go together
    public static Values of(Workload workload, List<Parameter<?>> more, Map<String, String> given) {
        return set(
                workload,
                Stream.concat(workload.parameters().stream(), more.stream()).toList(),
                given);
    }

    /// Those of given values that name parameters of the workload, where others may be another workload's.
    public static Map<String, String> own(Workload workload, Map<String, String> given) {
        Map<String, String> own = new LinkedHashMap<>(given);
        own.keySet()
                .removeIf(name -> workload.parameters().stream()
                        .noneMatch(parameter -> parameter.name().equals(name)));
        return own;
    }

    private static Values set(Workload workload, List<Parameter<?>> parameters, Map<String, String> given) {
        SequencedMap<String, String> values = new LinkedHashMap<>();
        for (Parameter<?> parameter : parameters) {
            values.put(parameter.name(), parameter.initial());
        }
        FormerNames.replaced(given, parameters, _ -> {}).forEach((name, value) -> {
            Parameter<?> parameter = parameters.stream()
                    .filter(p -> p.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new BadInput("workload %s has no parameter '%s'; %s"
                            .formatted(workload.name(), name, known(name, parameters))));
            values.put(name, checked(parameter, parameter.stripped(value)));
        });
        Values all = new Values(values);
        workload.rejects(all).ifPresent(line -> {
            throw new BadInput(line);
        });
        return all;
    }

    private static String known(String typed, List<Parameter<?>> parameters) {
        List<String> names = parameters.stream().map(Parameter::name).toList();
        return names.isEmpty()
                ? "it has none"
                : Suggestion.question(typed, names) + "it has " + String.join(", ", names);
    }

    private static String checked(Parameter<?> parameter, String value) {
        if (!parameter.bounds().allow(value)) {
            String meant = parameter.bounds() instanceof Parameter.OneOf(List<String> words)
                    ? Suggestion.question(value, words)
                    : "";
            throw new BadInput("%s is '%s'%s must be %s%s"
                    .formatted(
                            parameter.name(),
                            value,
                            meant.isEmpty() ? ", but" : "; " + meant + "it",
                            parameter.bounds().expected(),
                            parameter.unit().isEmpty() ? "" : " " + parameter.unit()));
        }
        return value;
    }

    /// The value of a parameter.
    /// @throws IllegalArgumentException if neither the workload nor the protocol has this parameter
    public <T> T get(Parameter<T> parameter) {
        return parameter.bounds().value(text(parameter));
    }

    /// The value of a parameter that counts things, of which there cannot be more than an array has elements.
    /// @throws ArithmeticException if it is no `int`: the parameter lets more be set
    public int getInt(Parameter<Long> parameter) {
        return Math.toIntExact(get(parameter));
    }

    /// The value of a parameter, as it is written.
    /// @throws IllegalArgumentException if neither the workload nor the protocol has this parameter
    public String text(Parameter<?> parameter) {
        String value = values.get(parameter.name());
        if (value == null) {
            throw new IllegalArgumentException("no parameter " + parameter.name() + " in " + values.keySet());
        }
        return value;
    }

    /// All of them, in the order of the parameters.
    public SequencedMap<String, String> all() {
        return new LinkedHashMap<>(values);
    }
}
