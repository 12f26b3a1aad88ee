// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.IntPredicate;

/// Texts for tools that take them apart: what would part them stands as in addresses, `%20` for a blank. Two texts that
/// differ do so afterwards, too.
public final class Word {
    private static final String PARTS_A_VALUE = "%=;\"\\";
    private static final String PARTS_A_NAME = PARTS_A_VALUE + ".";

    private Word() {}

    /// No blank, no point and no `=`: a viewer takes what is behind the last point for a method.
    public static String name(String text) {
        return without(text, PARTS_A_NAME);
    }

    /// No blank, no `=` and no `;`, which parts one parameter from the next.
    public static String value(String text) {
        return without(text, PARTS_A_VALUE);
    }

    private static String without(String text, String parting) {
        IntPredicate parts = letter ->
                Character.isSpaceChar(letter) || Character.isISOControl(letter) || parting.indexOf(letter) >= 0;
        StringBuilder word = new StringBuilder();
        text.codePoints().forEach(letter -> {
            if (parts.test(letter)) {
                for (byte each : Character.toString(letter).getBytes(StandardCharsets.UTF_8)) {
                    word.append(String.format(Locale.ROOT, "%%%02X", each & 0xff));
                }
            } else {
                word.appendCodePoint(letter);
            }
        });
        return word.toString();
    }
}
