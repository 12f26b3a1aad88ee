// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Names that parameters had until the last release. They are taken once more, and whoever uses one is told the new
/// name, see [Parameter#formerly].
public final class FormerNames {
    private FormerNames() {}

    /// The given values by the names that parameters have now; a name that none ever had is left as it is.
    /// @param <V> one value, or several
    /// @param told gets one line for each former name
    /// @throws BadInput if a parameter is set by both of its names
    public static <V> Map<String, V> replaced(
            Map<String, V> given, List<Parameter<?>> parameters, Consumer<String> told) {
        Map<String, V> replaced = new LinkedHashMap<>();
        given.forEach((name, value) -> {
            String now = renamed(name, parameters);
            if (!now.equals(name) && given.containsKey(now)) {
                throw new BadInput(
                        "%s is the former name of %s, and both are set; set %s alone".formatted(name, now, now));
            }
            tell(name, now, told);
            replaced.put(now, value);
        });
        return replaced;
    }

    /// The name that a parameter has now; a name that none ever had is left as it is.
    /// @param told gets one line if it is a former one
    public static String now(String name, List<Parameter<?>> parameters, Consumer<String> told) {
        String now = renamed(name, parameters);
        tell(name, now, told);
        return now;
    }

    private static void tell(String name, String now, Consumer<String> told) {
        if (!now.equals(name)) {
            told.accept(
                    "the parameter %s is called %s now; the former name is taken in this release, and not in the next"
                            .formatted(name, now));
        }
    }

    /// A name that parameters of several workloads had, and that have different ones now, is left to each workload.
    private static String renamed(String name, List<Parameter<?>> parameters) {
        if (parameters.stream().anyMatch(parameter -> parameter.name().equals(name))) {
            return name;
        }
        List<String> now = parameters.stream()
                .filter(parameter -> parameter.formerName().equals(Optional.of(name)))
                .map(Parameter::name)
                .distinct()
                .toList();
        return now.size() == 1 ? now.getFirst() : name;
    }
}
