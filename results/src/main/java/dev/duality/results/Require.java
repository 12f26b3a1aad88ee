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

/// The demands of the records of this package on their components.
final class Require {
    /// More than any text of a run needs, and little enough that a hostile file cannot fill the memory with it.
    private static final int LONGEST_TEXT = 100_000;

    /// Names become names of columns and of lines.
    private static final int LONGEST_NAME = 1_000;

    private static final int LONGEST_LIST = 100_000;

    /// Far beyond whatever was measured, and near enough to 1 that no sum and no quotient of two is infinite.
    private static final double MOST = 1e18;

    private static final double LEAST = 1 / MOST;

    private Require() {}

    static String text(String name, String value) {
        if (present(name, value).isBlank()) {
            throw new IllegalArgumentException(name + " is blank; give it in words, or say \"unknown\"");
        }
        return within(name, value, LONGEST_TEXT);
    }

    /// Text that may be blank.
    static String anyText(String name, String value) {
        return within(name, present(name, value), LONGEST_TEXT);
    }

    private static String within(String name, String value, int most) {
        if (value.length() > most) {
            throw new IllegalArgumentException(
                    "%s has %d characters, but at most %d are kept".formatted(name, value.length(), most));
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

    /// A number that is not negative: times, rates, counts per operation.
    static void measure(String name, double value) {
        if (!(value >= 0 && value <= MOST)) {
            throw new IllegalArgumentException(name + " is " + value + ", but must be a number from 0 to " + MOST);
        }
    }

    /// A number of either sign.
    static void number(String name, double value) {
        if (!(Math.abs(value) <= MOST)) {
            throw new IllegalArgumentException(name + " is " + value + ", but must be a number up to " + MOST);
        }
    }

    /// Refuses a divisor that is not positive.
    static void positive(String name, double value) {
        measure(name, value);
        if (value < LEAST) {
            throw new IllegalArgumentException(name + " is " + value + ", but must be " + LEAST + " or more");
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

    static List<String> texts(String name, List<String> values) {
        List<String> copy = list(name, values);
        copy.forEach(value -> anyText("an entry of " + name, value));
        return copy;
    }

    /// Unlike [Map#copyOf] it keeps the order, so a run is written the same way each time.
    static <V> Map<String, V> map(String name, Map<String, V> values) {
        present(name, values);
        list(name, new ArrayList<>(values.keySet()));
        Map<String, V> copy = new LinkedHashMap<>();
        values.forEach((key, value) -> {
            within("a key of " + name, text("a key of " + name, key), LONGEST_NAME);
            copy.put(key, present(name + "." + key, value));
        });
        return Collections.unmodifiableMap(copy);
    }
}
