// SPDX-License-Identifier: Apache-2.0
package dev.duality.hadoop;

import dev.duality.results.statistics.Digits;

/// From which size of the text on one program takes less time than another.
sealed interface Overtaking {
    /// @param megabytes the least size at which it was seen
    record Seen(double megabytes) implements Overtaking {}

    /// @param megabytes where the lines through both programs' times meet, not far beyond what was measured
    record Fitted(double megabytes) implements Overtaking {}

    /// @param greatest size in MB that was measured
    /// @param meet where the lines meet in MB: too far beyond to be believed, or within what was measured and not seen
    ///     there; infinite if they say that it never overtakes, no number if there are no lines
    record NotReached(double greatest, double meet) implements Overtaking {}

    /// The line that a reader is told.
    default String line() {
        return switch (this) {
            case Seen(double megabytes) -> "at %s MB, seen".formatted(Digits.three(megabytes));
            case Fitted(double megabytes) -> "at about %s MB, fitted".formatted(Digits.three(megabytes));
            case NotReached(double greatest, double meet) ->
                "not reached up to %s MB; %s".formatted(Digits.three(greatest), why(greatest, meet));
        };
    }

    private static String why(double greatest, double meet) {
        if (Double.isNaN(meet)) {
            return "one size gives no line to go on with";
        }
        if (Double.isInfinite(meet)) {
            return "by the fitted lines it never is";
        }
        return meet <= greatest
                ? "the fitted lines meet at about %s MB, where it was not seen".formatted(Digits.three(meet))
                : "the fitted lines meet at about %s MB, too far beyond to be believed".formatted(Digits.three(meet));
    }
}
