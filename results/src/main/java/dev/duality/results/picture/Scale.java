// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/// The place of a value on an axis, and the values that the axis names.
///
/// @param base of a logarithmic axis; else 0
/// @param from the value at its beginning
/// @param to the value at its end
/// @param name what it shows
/// @param text how a value is written
/// @param ticks values that may be named, ascending
record Scale(double base, double from, double to, String name, DoubleFunction<String> text, List<Double> ticks) {
    private static final double NEAR = 1e-9; // of a logarithm: what is a power stays that power
    private static final double DECADES = 3; // up to here 2 and 5 are named, too
    private static final double FAR = 200; // between the least ratio and the greatest: too many doublings for one axis
    private static final double[] ONE = {1};
    private static final double[] ONE_TWO_FIVE = {1, 2, 5};
    private static final int STEPS = 5; // of a linear axis

    /// From the round number below all values to the one above.
    static Scale log(String name, double base, List<Double> values, DoubleFunction<String> text) {
        double least =
                values.stream().filter(value -> value > 0).min(Double::compare).orElse(1.0);
        double most = Math.max(least, values.stream().max(Double::compare).orElse(1.0));
        double[] round = base == 10 ? ONE_TWO_FIVE : ONE;
        double from = below(base, round, least);
        double to = above(base, round, most);
        if (to <= from) {
            to = above(base, round, from * (1 + 1e-6));
        }
        double[] named = base == 10 && to / from > Math.pow(10, DECADES) ? ONE : round;
        return new Scale(base, from, to, name, text, ticks(base, named, from, to));
    }

    /// From 1 to the greatest value, with a name at each power of ten.
    static Scale powers(String name, List<Double> values, DoubleFunction<String> text) {
        double most = Math.max(10, values.stream().max(Double::compare).orElse(10.0));
        return new Scale(10, 1, most, name, text, ticks(10, ONE, 1, most));
    }

    /// For ratios: doublings, or powers of ten where they lie far apart.
    static Scale ratios(String name, List<Double> values) {
        double least =
                values.stream().filter(value -> value > 0).min(Double::compare).orElse(1.0);
        double most = values.stream().max(Double::compare).orElse(1.0);
        return log(name, most / least > FAR ? 10 : 2, values, Texts::ratio);
    }

    /// From the round number at or below all values to the one above, where 0 says no more than another.
    static Scale between(String name, List<Double> values, DoubleFunction<String> text) {
        double least = values.stream().min(Double::compare).orElse(0.0);
        double most = values.stream().max(Double::compare).orElse(1.0);
        double step = above(10, ONE_TWO_FIVE, most > least ? (most - least) / STEPS : 1);
        double from = Math.floor(least / step + NEAR) * step;
        double to = Math.max(from + step, Math.ceil(most / step - NEAR) * step);
        return new Scale(0, from, to, name, text, steps(from, to, step));
    }

    /// From the least value, or 0, to the most.
    static Scale linear(String name, List<Double> values, DoubleFunction<String> text) {
        double least = Math.min(0, values.stream().min(Double::compare).orElse(0.0));
        double most = Math.max(least + 1, values.stream().max(Double::compare).orElse(1.0));
        double step = above(10, ONE_TWO_FIVE, (most - least) / STEPS);
        return new Scale(0, least, most, name, text, steps(least, most, step));
    }

    private static List<Double> steps(double from, double to, double step) {
        List<Double> ticks = new ArrayList<>();
        for (long n = (long) Math.ceil(from / step - NEAR); n * step <= to + NEAR * step; n++) {
            ticks.add(n * step);
        }
        return ticks;
    }

    private static List<Double> ticks(double base, double[] round, double from, double to) {
        List<Double> ticks = new ArrayList<>();
        for (int power = (int) Math.floor(logarithm(base, from) + NEAR); ; power++) {
            for (double times : round) {
                double tick = times * StrictMath.pow(base, power);
                if (tick > to * (1 + NEAR)) {
                    return ticks;
                }
                if (tick >= from * (1 - NEAR)) {
                    ticks.add(tick);
                }
            }
        }
    }

    private static double below(double base, double[] round, double value) {
        double power = StrictMath.pow(base, Math.floor(logarithm(base, value) + NEAR));
        double found = power;
        for (double times : round) {
            if (times * power <= value * (1 + NEAR)) {
                found = times * power;
            }
        }
        return found;
    }

    private static double above(double base, double[] round, double value) {
        double power = StrictMath.pow(base, Math.floor(logarithm(base, value) + NEAR));
        for (double times : round) {
            if (times * power >= value * (1 - NEAR)) {
                return times * power;
            }
        }
        return base * power;
    }

    private static double logarithm(double base, double value) {
        return StrictMath.log(value) / StrictMath.log(base);
    }

    /// The place of a value; one that has no logarithm, such as the lower end of an interval, stands at the axis'
    /// beginning.
    double at(double value, double begin, double end) {
        double part = base == 0
                ? (value - from) / (to - from)
                : value <= 0 ? 0 : logarithm(base, value / from) / logarithm(base, to / from);
        return begin + Math.clamp(part, 0, 1) * (end - begin);
    }

    /// Those ticks whose names have room beside each other.
    ///
    /// @param across whether they stand beside each other; else below each other
    List<Double> named(double begin, double end, boolean across, double size) {
        List<Double> all = ticks;
        for (int step = 1; ; step++) {
            List<Double> some = new ArrayList<>();
            for (int i = 0; i < all.size(); i += step) {
                some.add(all.get(i));
            }
            if (some.size() < 2 || apart(some, begin, end, across, size)) {
                return some;
            }
        }
    }

    private boolean apart(List<Double> some, double begin, double end, boolean across, double size) {
        for (int i = 1; i < some.size(); i++) {
            double room = Math.abs(at(some.get(i), begin, end) - at(some.get(i - 1), begin, end));
            double wants = across
                    ? (Letters.width(text.apply(some.get(i)), size) + Letters.width(text.apply(some.get(i - 1)), size))
                                    / 2
                            + 8
                    : size + 4;
            if (room < wants) {
                return false;
            }
        }
        return true;
    }

    String text(double value) {
        return text.apply(value);
    }
}
