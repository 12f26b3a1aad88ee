// SPDX-License-Identifier: Apache-2.0
package dev.duality.results;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// What the records of this package ask of their components.
final class Require {
    /// More than any text of a run needs, and little enough that a hostile file cannot fill the memory with it.
    private static final int LONGEST_TEXT = 100_000;

    private static final int LONGEST_LIST = 100_000;

    private Require() {}

    static String text(String name, String value) {
        present(name, value);
        if (value.isBlank()) {
            throw new IllegalArgumentException(name + " is blank; give it in words, or say \"unknown\"");
        }
        if (value.length() > LONGEST_TEXT) {
            throw new IllegalArgumentException(
                    "%s has %d characters, but at most %d are kept".formatted(name, value.length(), LONGEST_TEXT));
        }
        return value;
    }

    static <T> T present(String name, T value) {
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }

    static void atLeast(String name, long least, long value) {
        if (value < least) {
            throw new IllegalArgumentException("%s is %d, but must be %d or more".formatted(name, value, least));
        }
    }

    /// A finite number that is not negative: times, rates, counts per operation.
    static void measure(String name, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + " is " + value + ", but must be a number from 0 up");
        }
    }

    static void positive(String name, double value) {
        measure(name, value);
        if (value == 0) {
            throw new IllegalArgumentException(name + " is 0, but must be more");
        }
    }

    static void measure(String name, OptionalDouble value) {
        present(name, value);
        value.ifPresent(number -> measure(name, number));
    }

    static void measure(String name, OptionalLong value) {
        present(name, value);
        value.ifPresent(number -> atLeast(name, 0, number));
    }

    static <T> Optional<T> optional(String name, Optional<T> value) {
        return present(name, value);
    }

    static <T> List<T> list(String name, List<T> values) {
        present(name, values);
        if (values.size() > LONGEST_LIST) {
            throw new IllegalArgumentException(
                    "%s has %d entries, but at most %d are kept".formatted(name, values.size(), LONGEST_LIST));
        }
        List<T> copy = new ArrayList<>(values.size());
        for (T value : values) {
            copy.add(present("an entry of " + name, value));
        }
        return Collections.unmodifiableList(copy);
    }

    /// Unlike [Map#copyOf] it keeps the order, so a run is written the same way each time.
    static <V> Map<String, V> map(String name, Map<String, V> values) {
        present(name, values);
        list(name, List.copyOf(values.keySet()));
        Map<String, V> copy = new LinkedHashMap<>();
        values.forEach((key, value) -> copy.put(text("a key of " + name, key), present(name + "." + key, value)));
        return Collections.unmodifiableMap(copy);
    }
}
