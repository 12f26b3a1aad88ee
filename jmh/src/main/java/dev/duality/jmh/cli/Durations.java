// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.workloads.BadInput;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Times as people type and read them.
final class Durations {
    private static final Pattern FORM = Pattern.compile("(\\d{1,6})(s|m|h)");
    private static final Pattern LATENCY = Pattern.compile("(\\d{1,6})(ns|us|ms)");
    private static final Duration LONGEST = Duration.ofDays(2);

    private Durations() {}

    /// Reads `90s`, `2m` or `1h`.
    /// @param option the name to complain by
    static Duration parse(String option, String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (matcher.matches()) {
            long count = Long.parseLong(matcher.group(1));
            Duration time = switch (matcher.group(2)) {
                case "s" -> Duration.ofSeconds(count);
                case "m" -> Duration.ofMinutes(count);
                default -> Duration.ofHours(count);
            };
            if (time.isPositive() && time.compareTo(LONGEST) <= 0) {
                return time;
            }
        }
        throw new BadInput("%s is '%s', but must be a whole number of s, m or h, such as 90s, 2m or 1h, up to 48 hours"
                .formatted(option, text));
    }

    /// As a user types it, and not less: whole tens of seconds up to two minutes, then whole minutes. Empty for more
    /// than [#parse] reads.
    static Optional<String> typed(Duration time) {
        if (time.compareTo(LONGEST) > 0) {
            return Optional.empty();
        }
        long seconds = Math.ceilDiv(time.toMillis(), 1_000);
        return Optional.of(seconds <= 120 ? Math.ceilDiv(seconds, 10) * 10 + "s" : Math.ceilDiv(seconds, 60) + "m");
    }

    /// Reads a latency such as `100us`, `800ns` or `2ms`.
    /// @param option the name to complain by
    /// @return nanoseconds, 1 or more
    static long latencyNanos(String option, String text) {
        Matcher matcher = LATENCY.matcher(text.strip());
        if (matcher.matches()) {
            long nanos = Long.parseLong(matcher.group(1))
                    * switch (matcher.group(2)) {
                        case "ns" -> 1;
                        case "us" -> 1_000;
                        default -> 1_000_000;
                    };
            if (nanos > 0) {
                return nanos;
            }
        }
        throw new BadInput("%s is '%s', but must be a latency such as 800ns, 100us or 2ms".formatted(option, text));
    }

    /// Such as `40 s`, `2 min`, `2 min 30 s` or `1 h 5 min`.
    static String text(Duration time) {
        if (time.toHours() > 0) {
            return time.toHours() + " h" + (time.toMinutesPart() > 0 ? " " + time.toMinutesPart() + " min" : "");
        }
        if (time.toMinutes() > 0) {
            return time.toMinutes() + " min" + (time.toSecondsPart() > 0 ? " " + time.toSecondsPart() + " s" : "");
        }
        return time.toSeconds() + " s";
    }
}
