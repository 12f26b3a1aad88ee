// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.picture;

import dev.duality.results.statistics.Digits;
import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.axis.ValueAxis;

/// One axis, and where on it a value stands.
///
/// Logarithms are taken here, not by JFreeChart: its logarithmic axes write their labels as outlines, which nobody can
/// search or copy.
///
/// @param base of a logarithmic axis; else 0
record Axis(ValueAxis axis, double base) {
    private static final int MOST_LABELS = 10;
    private static final double MARGIN = 0.015; // so that a sign at an end is whole
    private static final double MICRO = 1e3;
    private static final double MILLI = 1e6;
    private static final double ONE = 1e9;
    private static final double KILO = 1e3;
    private static final double MEGA = 1e6;
    private static final double FAR = 200; // between the least ratio and the greatest: too many doublings for one axis
    private static final double NEAR = 1e-9; // of a logarithm: what is a power stays that power

    /// Whole powers around all values.
    static Axis log(String name, double base, List<Double> values, DoubleFunction<String> text) {
        double least =
                values.stream().filter(value -> value > 0).min(Double::compare).orElse(1.0);
        double most = values.stream().max(Double::compare).orElse(1.0);
        double from = Math.floor(logarithm(base, least) + NEAR);
        double to = Math.max(from + 1, Math.ceil(logarithm(base, most) - NEAR));
        NumberAxis axis = new NumberAxis(name);
        double margin = MARGIN * (to - from);
        axis.setRange(from - margin, to + margin);
        double step = Math.ceil((to - from) / MOST_LABELS);
        axis.setTickUnit(new NumberTickUnit(step, new Words(power -> text.apply(Math.pow(base, power)))));
        return new Axis(plain(axis), base);
    }

    /// For ratios: doublings, or powers of ten where they lie far apart.
    static Axis ratios(String name, List<Double> values) {
        double least = values.stream().min(Double::compare).orElse(1.0);
        double most = values.stream().max(Double::compare).orElse(1.0);
        return log(name, most / least > FAR ? 10 : 2, values, Axis::ratio);
    }

    static Axis linear(String name) {
        NumberAxis axis = new NumberAxis(name);
        axis.setNumberFormatOverride(new Words(Digits::whole));
        axis.setAutoRangeIncludesZero(true);
        return new Axis(plain(axis), 0);
    }

    /// A name at each whole number from 0 on.
    static Axis names(String name, List<String> names) {
        SymbolAxis axis = new SymbolAxis(name, names.toArray(String[]::new));
        axis.setRange(-0.5, names.size() - 0.5);
        axis.setGridBandsVisible(false);
        plain(axis).setTickLabelPaint(Look.INK);
        return new Axis(axis, 0);
    }

    private static ValueAxis plain(NumberAxis axis) {
        axis.setMinorTickMarksVisible(false);
        axis.setLabelFont(Look.font(12));
        axis.setLabelPaint(Look.FAINT);
        axis.setTickLabelFont(Look.font(12));
        axis.setTickLabelPaint(Look.FAINT);
        axis.setAxisLinePaint(Look.FAINT);
        axis.setTickMarkPaint(Look.FAINT);
        return axis;
    }

    /// Room for text beyond the last value, as a part of what there is.
    Axis withRoom(double part) {
        double length = axis.getRange().getLength();
        axis.setRange(axis.getLowerBound(), axis.getUpperBound() + part * length);
        return this;
    }

    /// What has no logarithm, such as the lower end of an interval, stands at the axis' end.
    double at(double value) {
        if (base == 0) {
            return value;
        }
        return value > 0 ? logarithm(base, value) : axis.getLowerBound();
    }

    private static double logarithm(double base, double value) {
        return Math.log(value) / Math.log(base);
    }

    /// Such as `1/4`, `1`, `16`.
    static String ratio(double value) {
        return value < 1 ? "1/" + number(1 / value) : number(value);
    }

    /// Such as `250 ns`, `10 us`.
    static String time(double nanos) {
        if (nanos < MICRO) {
            return number(nanos) + " ns";
        }
        if (nanos < MILLI) {
            return number(nanos / MICRO) + " \u00b5s";
        }
        return nanos < ONE ? number(nanos / MILLI) + " ms" : number(nanos / ONE) + " s";
    }

    /// Such as `100k/s`.
    static String rate(double perSecond) {
        if (perSecond < KILO) {
            return number(perSecond) + "/s";
        }
        return perSecond < MEGA ? number(perSecond / KILO) + "k/s" : number(perSecond / MEGA) + "M/s";
    }

    /// Such as `99.9 %`, of the share of values that lie beyond: one in so many.
    static String percentile(double oneIn) {
        int decimals = (int) Math.max(0, Math.round(Math.log10(oneIn)) - 2);
        return String.format(Locale.ROOT, "%." + decimals + "f %%", 100 - 100 / oneIn);
    }

    static String number(double value) {
        String three = Digits.three(value);
        return three.contains(".") ? three.replaceAll("0+$", "").replaceAll("\\.$", "") : three;
    }

    static List<Double> with(List<Double> values, double... more) {
        return Stream.concat(values.stream(), Arrays.stream(more).boxed()).toList();
    }

    /// What an axis writes at its ticks.
    private static final class Words extends NumberFormat {
        private static final long serialVersionUID = 1;

        private final transient DoubleFunction<String> text;

        Words(DoubleFunction<String> text) {
            this.text = text;
        }

        @Override
        public StringBuffer format(double number, StringBuffer to, FieldPosition position) {
            return to.append(text.apply(number));
        }

        @Override
        public StringBuffer format(long number, StringBuffer to, FieldPosition position) {
            return format((double) number, to, position);
        }

        @Override
        public Number parse(String source, ParsePosition position) {
            throw new UnsupportedOperationException("labels are only written");
        }
    }
}
