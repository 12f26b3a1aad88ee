// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads;

import java.util.OptionalDouble;
import java.util.regex.Pattern;

/// A number with a point as people write it: ASCII digits, a sign, an exponent. Java reads `2d` and `0x1p-1`, too,
/// which nobody types on purpose.
public final class DecimalText {
    private static final Pattern FORM = Pattern.compile("[+-]?[0-9]{1,18}(\\.[0-9]{1,18})?([eE][+-]?[0-9]{1,3})?");

    private DecimalText() {}

    /// The number; empty if the text is none.
    public static OptionalDouble number(String text) {
        return FORM.matcher(text).matches() ? OptionalDouble.of(Double.parseDouble(text)) : OptionalDouble.empty();
    }
}
