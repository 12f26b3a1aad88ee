// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.explore;

import dev.duality.workloads.BadInput;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Spans of virtual time as people write them: `100us`, `1.5ms`, `30s`.
final class Span {
    private static final Pattern FORM = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?)(ns|us|ms|s|m|h)");
    private static final long LONGEST = 1000L * 3600 * 1_000_000_000;

    private Span() {}

    /// @param name what to complain by
    /// @return nanoseconds
    /// @throws BadInput if it is no span
    static long parse(String name, String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (matcher.matches()) {
            long unit = switch (matcher.group(2)) {
                case "ns" -> 1;
                case "us" -> 1_000;
                case "ms" -> 1_000_000;
                case "s" -> 1_000_000_000L;
                case "m" -> 60_000_000_000L;
                default -> 3_600_000_000_000L;
            };
            BigDecimal nanos = new BigDecimal(matcher.group(1))
                    .multiply(BigDecimal.valueOf(unit))
                    .setScale(0, RoundingMode.HALF_UP);
            if (nanos.compareTo(BigDecimal.valueOf(LONGEST)) <= 0) {
                return nanos.longValueExact();
            }
        }
        throw new BadInput(
                "%s is '%s', but must be a time of up to 1000 hours such as 100us, 1.5ms or 30s".formatted(name, text));
    }

    /// For people: `812 ns`, `1.235 ms`, `12.000 s`.
    static String text(long nanos) {
        if (nanos < 1_000) {
            return nanos + " ns";
        }
        if (nanos < 1_000_000) {
            return "%.3f us".formatted(nanos / 1e3);
        }
        return nanos < 1_000_000_000 ? "%.3f ms".formatted(nanos / 1e6) : "%,.3f s".formatted(nanos / 1e9);
    }
}
