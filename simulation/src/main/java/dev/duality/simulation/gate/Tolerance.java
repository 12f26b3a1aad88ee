// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.gate;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The agreement with a published result: what is shown of it, and what is checked by it.
public sealed interface Tolerance {
    /// No distance at all from what was published.
    Range EXACT = Range.parse("exact");

    /// As it is shown.
    String text();

    /// Reads one such as `+-3 %`, `>= 2`, `<1 %`, `at most 1`, `above 1`, `15-35 %`, `1.2 to 1.6`, `100 %`, which is
    /// that and nothing else, or `exact`, which is no distance. The words behind the numbers are their unit, in which
    /// values are given.
    /// @throws IllegalArgumentException if it is none of these, or its least is more than its most
    static Range of(String text) {
        return Range.parse(text);
    }

    /// Several in one line, each for a value of its own.
    /// @param words what is said of each, with a `%s` where it stands
    /// @throws IllegalArgumentException if there are not as many places as tolerances
    static Several several(String words, Tolerance... parts) {
        if (words.split("%s", -1).length - 1 != parts.length) {
            throw new IllegalArgumentException("'%s' has not a place for each of %s".formatted(words, List.of(parts)));
        }
        Object[] texts = Arrays.stream(parts).map(Tolerance::text).toArray();
        return new Several(words.formatted(texts));
    }

    /// The numbers that agree. They are read from the text that is shown, and come from nowhere else, so that no others
    /// are checked.
    final class Range implements Tolerance {
        private static final String NUMBER = "([+]?\\d+(?:\\.\\d+)?)";
        private static final String UNIT = "(?: \\D+)?";
        private static final Pattern ONE = Pattern.compile("([+]-|>=|<=|>|<|at most|above|below) ?" + NUMBER + UNIT);
        private static final Pattern TWO = Pattern.compile(NUMBER + "(?:-| to )" + NUMBER + UNIT);
        private static final Pattern ITSELF = Pattern.compile("(\\d+(?:\\.\\d+)?)" + UNIT);

        private final String text;
        private final double least; // in its unit; for `+-` the distance from what was published
        private final double most;

        private Range(String text, double least, double most) {
            this.text = text;
            this.least = least;
            this.most = most;
        }

        private static Range parse(String text) {
            if (text.equals("exact")) {
                return new Range(text, 0, 0);
            }
            Matcher itself = ITSELF.matcher(text);
            if (itself.matches()) {
                double only = Double.parseDouble(itself.group(1));
                return new Range(text, only, only);
            }
            Matcher two = TWO.matcher(text);
            if (two.matches()) {
                double least = Double.parseDouble(two.group(1));
                double most = Double.parseDouble(two.group(2));
                if (least <= most) {
                    return new Range(text, least, most);
                }
            }
            Matcher one = ONE.matcher(text);
            if (one.matches()) {
                double bound = Double.parseDouble(one.group(2));
                return switch (one.group(1)) {
                    case "+-" -> new Range(text, -bound, bound);
                    case ">=" -> new Range(text, bound, Double.POSITIVE_INFINITY);
                    case ">", "above" -> new Range(text, Math.nextUp(bound), Double.POSITIVE_INFINITY);
                    case "<", "below" -> new Range(text, Double.NEGATIVE_INFINITY, Math.nextDown(bound));
                    default -> new Range(text, Double.NEGATIVE_INFINITY, bound);
                };
            }
            throw new IllegalArgumentException(
                    "'%s' is no tolerance; it must be such as '+-3 %%', '>= 2' or '15-35 %%'".formatted(text));
        }

        @Override
        public String text() {
            return text;
        }

        /// Whether a value agrees, in the unit of the text; for `+-` it is the distance from what was published.
        public boolean holds(double value) {
            return value >= least && value <= most;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /// Agreement that is no number.
    ///
    /// @param <T> what agrees or not
    /// @param text such as `byte-equal`
    /// @param check the same in code
    record Condition<T>(String text, Predicate<T> check) implements Tolerance {
        public boolean holds(T found) {
            return check.test(found);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /// Several in one line, each of which is checked by itself.
    ///
    /// @param text with the words between them
    record Several(String text) implements Tolerance {
        @Override
        public String toString() {
            return text;
        }
    }
}
