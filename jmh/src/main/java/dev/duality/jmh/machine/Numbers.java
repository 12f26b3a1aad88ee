// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.machine;

import java.util.Locale;

/// Numbers for people.
public final class Numbers {
    private Numbers() {}

    /// `2`, `1.5`: one decimal, if it is not 0.
    public static String text(double number) {
        String text = String.format(Locale.ROOT, "%.1f", number);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
