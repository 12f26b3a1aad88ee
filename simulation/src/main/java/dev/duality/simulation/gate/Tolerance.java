// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.gate;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The range of agreement with a published value. It is read from the text that is shown, so that no other is
/// checked.
public final class Tolerance {
    private static final String NUMBER = "([+]?\\d+(?:\\.\\d+)?)";
    private static final String UNIT = "(?: \\D+)?";
    private static final Pattern ONE = Pattern.compile("([+]-|>=|<=|>|<|at most|above|below) ?" + NUMBER + UNIT);
    private static final Pattern TWO = Pattern.compile(NUMBER + "(?:-| to )" + NUMBER + UNIT);

    /// No distance at all from what was published.
    public static final Tolerance EXACT = new Tolerance("exact", 0, 0);

    private final String text;
    private final double least;
    private final double most;

    private Tolerance(String text, double least, double most) {
        this.text = text;
        this.least = least;
        this.most = most;
    }

    /// Reads one such as `+-3 %`, `>= 2`, `<1 %`, `at most 1`, `above 1`, `15-35 %` or `1.2 to 1.6`. The words behind
    /// the numbers are their unit, in which values are given.
    /// @throws IllegalArgumentException if it is none of these, or its least is more than its most
    public static Tolerance of(String text) {
        Matcher two = TWO.matcher(text);
        if (two.matches()) {
            double least = Double.parseDouble(two.group(1));
            double most = Double.parseDouble(two.group(2));
            if (least <= most) {
                return new Tolerance(text, least, most);
            }
        }
        Matcher one = ONE.matcher(text);
        if (one.matches()) {
            double bound = Double.parseDouble(one.group(2));
            return switch (one.group(1)) {
                case "+-" -> new Tolerance(text, -bound, bound);
                case ">=" -> new Tolerance(text, bound, Double.POSITIVE_INFINITY);
                case ">", "above" -> new Tolerance(text, Math.nextUp(bound), Double.POSITIVE_INFINITY);
                case "<", "below" -> new Tolerance(text, Double.NEGATIVE_INFINITY, Math.nextDown(bound));
                default -> new Tolerance(text, Double.NEGATIVE_INFINITY, bound);
            };
        }
        throw new IllegalArgumentException(
                "'%s' is no tolerance; it must be such as '+-3 %%', '>= 2' or '15-35 %%'".formatted(text));
    }

    /// Whether a value agrees, in the unit of the text; for `+-` it is the distance from what was published.
    public boolean holds(double value) {
        return value >= least && value <= most;
    }

    /// As it is shown.
    public String text() {
        return text;
    }

    @Override
    public String toString() {
        return text;
    }
}
