// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.statistics.Digits;
import dev.duality.results.statistics.Ratio;

/// Ratios as columns show them. What is too wide to say is no figure anywhere (docs/measuring.md, rule 30).
public final class Brief {
    private static final String TOO_WIDE = "too wide";

    private Brief() {}

    /// Such as `1.90 [1.80, 2.10]`, or `too wide [0.02, 12]`; with `?` behind it where too few were seen for 95 %, such
    /// as `1.90 [1.80, 2.10]?` or `1.90 (1 round)?`.
    public static String withInterval(Ratio ratio) {
        return figure(ratio)
                + ratio.interval()
                        .map(range -> " " + range.text(Digits::ratio))
                        .orElse(" (" + ratio.basis().text() + ")")
                + (ratio.confident() ? "" : "?");
    }

    /// A gap with its interval, and behind it the load that it is of where that is not the closed loop, such as `1.90
    /// [1.80, 2.10] job`: the grade of a row is that of its closed loop.
    public static String gap(Gap gap) {
        return withInterval(gap.ratio()) + mark(gap.measure());
    }

    /// Such as ` job`; empty for the closed loop.
    public static String mark(Measure measure) {
        return measure.mark().isEmpty() ? "" : " " + measure.mark();
    }

    /// Such as `1.90 [1.80, 2.10]`, as beside a sign that tells by itself how sure it is.
    public static String ends(Ratio ratio) {
        return figure(ratio)
                + ratio.interval().map(range -> " " + range.text(Digits::ratio)).orElse("");
    }

    /// Such as `1.90`, or `1.90?` where too few were seen for 95 %.
    public static String marked(Ratio ratio) {
        return figure(ratio) + (ratio.confident() ? "" : "?");
    }

    /// Such as `1.90`, or `too wide`.
    public static String figure(Ratio ratio) {
        return ratio.wide() ? TOO_WIDE : Digits.ratio(ratio.value());
    }
}
