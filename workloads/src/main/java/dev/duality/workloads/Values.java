// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// What the parameters of a workload are set to; each is within its bounds. Immutable.
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
    public static Values of(Workload workload, List<Parameter> more, Map<String, String> given) {
        return set(
                workload,
                Stream.concat(workload.parameters().stream(), more.stream()).toList(),
                given);
    }

    private static Values set(Workload workload, List<Parameter> parameters, Map<String, String> given) {
        SequencedMap<String, String> values = new LinkedHashMap<>();
        for (Parameter parameter : parameters) {
            values.put(parameter.name(), parameter.initial());
        }
        given.forEach((name, value) -> {
            Parameter parameter = parameters.stream()
                    .filter(p -> p.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new BadInput("workload %s has no parameter '%s'; %s"
                            .formatted(workload.name(), name, known(parameters))));
            values.put(name, checked(parameter, isPath(parameter) ? value : value.strip()));
        });
        Values all = new Values(values);
        workload.conflict(all).ifPresent(line -> {
            throw new BadInput(line);
        });
        return all;
    }

    /// The name of a file may begin and end with blanks.
    private static boolean isPath(Parameter parameter) {
        return parameter.bounds() instanceof Parameter.File || parameter.bounds() instanceof Parameter.Folder;
    }

    private static String known(List<Parameter> parameters) {
        return parameters.isEmpty()
                ? "it has none"
                : "it has "
                        + String.join(
                                ", ", parameters.stream().map(Parameter::name).toList());
    }

    private static String checked(Parameter parameter, String value) {
        boolean good = switch (parameter.bounds()) {
            case Parameter.Whole(long least, long most) -> isWhole(value, least, most);
            case Parameter.OneOf(List<String> words) -> words.contains(value);
            case Parameter.File() -> value.isEmpty() || isFile(value);
            case Parameter.Folder() -> value.isEmpty() || isFolder(value);
        };
        if (!good) {
            throw new BadInput("%s is '%s', but must be %s%s"
                    .formatted(
                            parameter.name(),
                            value,
                            parameter.bounds().expected(),
                            parameter.unit().isEmpty() ? "" : " " + parameter.unit()));
        }
        return value;
    }

    private static boolean isWhole(String value, long least, long most) {
        try {
            long number = Long.parseLong(value);
            return least <= number && number <= most;
        } catch (NumberFormatException _) {
            return false;
        }
    }

    private static boolean isFile(String value) {
        try {
            Path file = Path.of(value);
            return Files.isRegularFile(file) && Files.isReadable(file);
        } catch (InvalidPathException _) {
            return false;
        }
    }

    private static boolean isFolder(String value) {
        try {
            Path folder = Path.of(value);
            return Files.isDirectory(folder) && Files.isReadable(folder);
        } catch (InvalidPathException _) {
            return false;
        }
    }

    /// A parameter that is a whole number.
    public long whole(String name) {
        return Long.parseLong(word(name));
    }

    /// A parameter as it is written.
    public String word(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no parameter " + name + " in " + values.keySet());
        }
        return value;
    }

    /// A parameter that is a file or a folder; empty if there is none.
    public Optional<Path> file(String name) {
        return Optional.of(word(name)).filter(value -> !value.isEmpty()).map(Path::of);
    }

    /// All of them, in the order of the parameters.
    public SequencedMap<String, String> all() {
        return new LinkedHashMap<>(values);
    }
}
