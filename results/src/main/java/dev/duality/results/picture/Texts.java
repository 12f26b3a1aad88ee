// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.picture;

import dev.duality.results.statistics.Digits;
import java.util.Locale;

/// Numbers as axes write them.
final class Texts {
    private static final double MICRO = 1e3;
    private static final double MILLI = 1e6;
    private static final double ONE = 1e9;
    private static final double KILO = 1e3;
    private static final double MEGA = 1e6;

    private Texts() {}

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
}
