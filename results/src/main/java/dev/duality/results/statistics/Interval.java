// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.statistics;

import java.util.function.DoubleFunction;

/// A range in which a value lies with 95 % confidence, both ends included.
public record Interval(double low, double high) {
    public Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException("interval is [%s, %s], but must ascend".formatted(low, high));
        }
    }

    /// Such as `[1.80, 2.10]`.
    /// @param digits how an end is written
    public String text(DoubleFunction<String> digits) {
        return "[" + digits.apply(low) + ", " + digits.apply(high) + "]";
    }

    public boolean contains(double value) {
        return low <= value && value <= high;
    }
}
