// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.laws;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;

/// Numbers as files of data have them: a decimal point, and an exponent if need be. What other dialects and programming
/// languages write is none, since a guess may be wrong by a factor of a thousand.
final class NumberText {
    private static final int LONGEST = 400;
    private static final int SHOWN = 60;
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(?:[0-9]++(?:\\.[0-9]*+)?|\\.[0-9]++)(?:[eE][+-]?[0-9]++)?");
    private static final String BETWEEN = "_'\u2019\u00A0\u2009\u202F "; // thousands
    private static final String EXPONENT = "(?:[eE][+-]?[0-9]++)?";
    private static final Pattern COMMA =
            Pattern.compile("[+-]?[0-9." + BETWEEN + "]*+,[0-9.," + BETWEEN + "]*+" + EXPONENT);
    private static final Pattern THOUSANDS = Pattern.compile("[+-]?[0-9]{1,3}(?:[" + BETWEEN
            + "][0-9]{3})++(?:\\.[0-9]*+)?" + EXPONENT + "|[+-]?[0-9]{1,3}(?:\\.[0-9]{3}){2,}+");
    private static final Pattern LITERAL = Pattern.compile("0[xX].*+|[0-9.eE+-]++[dDfFlL]");
    private static final Pattern UNIT =
            Pattern.compile("[0-9.eE+-]++ ?(?:ns|us|\u00b5s|ms|s|sec|%|[kKMG]|ops/s|/s|(?:\u00b1|\\+/-).*+)");
    private static final Set<String> NOTHING = Set.of(
            "", "na", "n/a", "nan", "null", "none", "nil", "-", "?", ".", "inf", "infinity", "-inf", "-infinity");

    private NumberText() {}

    /// Empty if it is none.
    static OptionalDouble of(String text) {
        return text.length() <= LONGEST && NUMBER.matcher(text).matches()
                ? OptionalDouble.of(Double.parseDouble(text))
                : OptionalDouble.empty();
    }

    /// The advice about a field that should be a number and is none; empty if nobody knows.
    static String hint(String text) {
        if (text.length() <= LONGEST
                && (COMMA.matcher(text).matches() || THOUSANDS.matcher(text).matches())) {
            return "; write a point before decimals, and nothing between thousands";
        }
        if (NOTHING.contains(text.toLowerCase(Locale.ROOT))) {
            return "; leave out the line of what was not measured";
        }
        if (text.length() <= LONGEST && UNIT.matcher(text).matches()) {
            return "; write the number alone, without a unit or an error, in what the column is called";
        }
        return text.length() <= LONGEST && LITERAL.matcher(text).matches()
                ? "; that is how programs write it, and here it has digits alone"
                : "";
    }

    /// A field as a message quotes it.
    static String shown(String text) {
        return "'" + (text.length() <= SHOWN ? text : text.substring(0, SHOWN) + " ...") + "'";
    }
}
