// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.statistics;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/// Writes numbers for people: as many digits as the forks bear, and the same on every machine.
public final class Digits {
    private static final double SMALL_RATIO = 0.0995;
    private static final MathContext TWO = new MathContext(2);
    private static final MathContext THREE = new MathContext(3);
    private static final double TOO_SMALL_TO_TELL = 0.001;
    private static final double PLAIN = 1e-6;

    private Digits() {}

    /// Three significant digits, with separators: `3,480,000`, `283`, `28.3`, `0.283`, and `<0.001` below that.
    public static String three(double value) {
        if (value == 0) {
            return "0";
        }
        if (Math.abs(value) < TOO_SMALL_TO_TELL) {
            return value < 0 ? ">-0.001" : "<0.001";
        }
        BigDecimal rounded = new BigDecimal(value).round(THREE);
        return fixed(rounded, Math.max(0, rounded.scale()));
    }

    /// Three significant digits of a coefficient, however small: `960`, `0.500`, `0.0205`, `0.000891`, and
    /// `1.25e-7` below a millionth.
    public static String significant(double value) {
        if (value == 0) {
            return "0";
        }
        BigDecimal rounded = new BigDecimal(value).round(THREE);
        if (Math.abs(value) < PLAIN) {
            return String.format(Locale.ROOT, "%.2e", rounded).replace("e-0", "e-");
        }
        int exponent = rounded.precision() - rounded.scale() - 1;
        return fixed(rounded, Math.max(0, THREE.getPrecision() - 1 - exponent));
    }

    /// All digits that a value has, without separators: `64`, `1.93`.
    public static String all(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    /// A whole number with separators, such as `1,048,576`.
    public static String whole(double value) {
        return fixed(new BigDecimal(value), 0);
    }

    /// A ratio: `0.0023`, `0.13`, `1.90`, `12.3`, `630`: two places, more where it is small, fewer where it is large.
    public static String ratio(double value) {
        if (value < TOO_SMALL_TO_TELL) {
            return three(value);
        }
        if (value < SMALL_RATIO) {
            BigDecimal rounded = new BigDecimal(value).round(TWO);
            return fixed(rounded, rounded.scale());
        }
        return fixed(new BigDecimal(value), value < 9.995 ? 2 : value < 99.95 ? 1 : 0);
    }

    /// A share in percent: `70.42`.
    public static String percent(double value) {
        return fixed(new BigDecimal(value), 2);
    }

    private static String fixed(BigDecimal value, int decimals) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
