// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.gate;

import dev.duality.workloads.BadInput;
import dev.duality.workloads.DecimalText;
import dev.duality.workloads.Suggestion;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The values of all constants. Whoever wants to fit another paper sets them.
public final class Constants {
    private final Map<Constant, Double> values = new EnumMap<>(Constant.class);

    /// @param given name and value of those that are set
    /// @throws BadInput if a name is unknown or a value out of bounds
    public Constants(Map<String, String> given) {
        for (Constant constant : Constant.values()) {
            values.put(constant, constant.initial());
        }
        given.forEach((name, text) -> {
            Constant constant = named(name);
            values.put(constant, checked(constant, text.strip()));
        });
    }

    private static Constant named(String name) {
        List<String> names =
                Arrays.stream(Constant.values()).map(Constant::label).toList();
        return Arrays.stream(Constant.values())
                .filter(constant -> constant.label().equals(name))
                .findFirst()
                .orElseThrow(() -> new BadInput("there is no constant '%s'; %sthere are %s"
                        .formatted(name, Suggestion.question(name, names), String.join(", ", names))));
    }

    private static double checked(Constant constant, String text) {
        double value = DecimalText.number(text).orElse(Double.NaN);
        if (!(value >= constant.least() && value <= constant.most())) {
            throw new BadInput(String.format(
                    Locale.ROOT,
                    "%s is '%s', but must be a number from %s to %s%s",
                    constant.label(),
                    text,
                    constant.least(),
                    constant.most(),
                    constant.unit().isEmpty() ? "" : " " + constant.unit()));
        }
        return value;
    }

    /// The value of a constant, in its unit.
    public double get(Constant constant) {
        return values.get(constant);
    }

    /// A time in microseconds, as a whole number of nanoseconds in text.
    public String nanosOfMicros(Constant constant) {
        return Long.toString(Math.round(1000 * get(constant)));
    }
}
