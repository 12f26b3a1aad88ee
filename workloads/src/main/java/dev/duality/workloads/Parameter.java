// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Something about a workload that users can set, and the handle by which the workload gets what they set. Immutable.
///
/// A workload keeps its parameters in constants, lists them in [Workload#parameters], and asks the setting for them:
///
/// ```java
/// static final Parameter<Long> ACCOUNTS =
///         Parameter.integer("accounts", "how many there are", "accounts", 64, 2, 1 << 20);
///
/// public List<Parameter<?>> parameters() {
///     return List.of(ACCOUNTS);
/// }
///
/// public Specification specification(Setting setting) {
///     return new Accounts(setting.getInt(ACCOUNTS));
/// }
/// ```
///
/// @param <T> what its value is
/// @param name what users call it, as in `--set name=value`
/// @param description one line on it
/// @param unit what the number counts, such as `blocks`; empty if it is no number
/// @param initial the value that holds when nobody sets it
/// @param bounds which values it may have
/// @param formerName what it was called until the last release, see [#formerly]
/// @param measured what gives the initial value where it depends on the machine, see [#measuredBy]
public record Parameter<T>(
        String name,
        String description,
        String unit,
        String initial,
        Bounds<T> bounds,
        Optional<String> formerName,
        Optional<Supplier<String>> measured) {
    /// The values that a parameter may have, and what they mean.
    public sealed interface Bounds<T> {
        /// The values that are expected, in words.
        String expected();

        /// Whether a value, as it is written, is one of them.
        boolean allow(String text);

        /// The value that is written so; one that they [#allow].
        T value(String text);
    }

    /// A whole number.
    public record Range(long least, long most) implements Bounds<Long> {
        @Override
        public String expected() {
            return "a whole number from %d to %d".formatted(least, most);
        }

        @Override
        public boolean allow(String text) {
            if (!text.matches("[+-]?[0-9]{1,400}")) {
                return false; // a JVM reads the digits of other scripts, too, and then one value has several texts
            }
            try {
                long number = Long.parseLong(text);
                return least <= number && number <= most;
            } catch (NumberFormatException _) {
                return false;
            }
        }

        @Override
        public Long value(String text) {
            return Long.valueOf(text);
        }

        /// A number in a text of the user's.
        /// @param name what the number is called there
        /// @throws BadInput if the text is no such number
        public long read(String name, String text) {
            if (allow(text)) {
                return value(text);
            }
            throw new BadInput("%s is '%s', but must be %s".formatted(name, text, expected()));
        }
    }

    /// A number that need not be whole, written with a point.
    public record Decimal(double least, double most) implements Bounds<Double> {
        @Override
        public String expected() {
            return "a number from %s to %s".formatted(shortest(least), shortest(most));
        }

        @Override
        public boolean allow(String text) {
            if (!text.matches("[0-9]{1,9}(\\.[0-9]{1,9})?")) {
                return false; // what a JVM reads, such as 0x1p3 or 1d, is nothing that people write
            }
            double number = Double.parseDouble(text);
            return least <= number && number <= most;
        }

        @Override
        public Double value(String text) {
            return Double.valueOf(text);
        }
    }

    private static String shortest(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    /// One of a few words.
    public record OneOf(List<String> words) implements Bounds<String> {
        public OneOf {
            words = List.copyOf(words);
        }

        @Override
        public String expected() {
            return "one of " + String.join(", ", words);
        }

        @Override
        public boolean allow(String text) {
            return words.contains(text);
        }

        @Override
        public String value(String text) {
            return text;
        }
    }

    /// A file that can be read; an empty value means none.
    public record File() implements Bounds<Optional<Path>> {
        @Override
        public String expected() {
            return "a file that can be read";
        }

        @Override
        public boolean allow(String text) {
            try {
                return text.isEmpty() || Files.isRegularFile(Path.of(text)) && Files.isReadable(Path.of(text));
            } catch (InvalidPathException _) {
                return false;
            }
        }

        @Override
        public Optional<Path> value(String text) {
            return path(text);
        }
    }

    /// A folder that can be read; an empty value means none.
    public record Folder() implements Bounds<Optional<Path>> {
        @Override
        public String expected() {
            return "a folder that can be read";
        }

        @Override
        public boolean allow(String text) {
            try {
                return text.isEmpty() || Files.isDirectory(Path.of(text)) && Files.isReadable(Path.of(text));
            } catch (InvalidPathException _) {
                return false;
            }
        }

        @Override
        public Optional<Path> value(String text) {
            return path(text);
        }
    }

    private static Optional<Path> path(String text) {
        return Optional.of(text).filter(name -> !name.isEmpty()).map(Path::of);
    }

    private static <T> Parameter<T> of(String name, String description, String unit, String initial, Bounds<T> bounds) {
        return new Parameter<>(name, description, unit, initial, bounds, Optional.empty(), Optional.empty());
    }

    /// A whole number.
    /// @param unit what it counts, such as `blocks`; empty if it counts nothing
    /// @param least the smallest that is taken
    /// @param most the largest that is taken; within an `int` if it is asked for by [Setting#getInt]
    public static Parameter<Long> integer(
            String name, String description, String unit, long initial, long least, long most) {
        return of(name, description, unit, Long.toString(initial), new Range(least, most));
    }

    /// A number of 0 or more that need not be whole.
    /// @param unit what it counts; empty if it counts nothing
    /// @param least the smallest that is taken
    /// @param most the largest that is taken
    public static Parameter<Double> decimal(
            String name, String description, String unit, double initial, double least, double most) {
        return of(name, description, unit, shortest(initial), new Decimal(least, most));
    }

    /// One of a few words; the first holds when nobody sets it.
    public static Parameter<String> oneOf(String name, String description, String... words) {
        return of(name, description, "", words[0], new OneOf(List.of(words)));
    }

    /// A file; none when nobody sets it.
    public static Parameter<Optional<Path>> file(String name, String description) {
        return of(name, description, "", "", new File());
    }

    /// A folder; none when nobody sets it.
    public static Parameter<Optional<Path>> folder(String name, String description) {
        return of(name, description, "", "", new Folder());
    }

    /// The same, after it was given a new name: for one release the old one is taken, too, and whoever uses it is told
    /// the new one.
    public Parameter<T> formerly(String oldName) {
        return new Parameter<>(name, description, unit, initial, bounds, Optional.of(oldName), measured);
    }

    /// The same with another value while nobody sets it: one that depends on the machine, and is looked for when it is
    /// asked for.
    /// @param value gives it, as a user would write it
    public Parameter<T> measuredBy(Supplier<String> value) {
        return new Parameter<>(name, description, unit, initial, bounds, formerName, Optional.of(value));
    }

    /// Whether its value is the path of a file or a folder.
    public boolean isPath() {
        return bounds instanceof File || bounds instanceof Folder;
    }

    /// A value as somebody wrote it, without the blanks around it; those of a path belong to its name.
    public String stripped(String value) {
        return isPath() ? value : value.strip();
    }

    /// The value that holds when nobody sets it, measured if it depends on the machine.
    @Override
    public String initial() {
        return measured.map(Supplier::get).orElse(initial);
    }
}
