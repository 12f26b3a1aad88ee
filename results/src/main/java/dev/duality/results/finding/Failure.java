// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.Cell;
import dev.duality.results.statistics.Digits;
import java.util.Optional;

/// A cell, or one load of it, that is no row of the table.
///
/// @param log where more stands, if something does
public record Failure(Cell cell, Part part, String reason, Optional<String> log) {
    /// The part that failed.
    public sealed interface Part {
        /// Nothing of the cell can be used.
        record Whole() implements Part {}

        record Closed() implements Part {}

        record Open(double targetPerSecond) implements Part {}

        /// Such as `open loop at 100,000/s`.
        default String text() {
            return switch (this) {
                case Whole() -> "cell";
                case Closed() -> "closed loop";
                case Open(double rate) -> "open loop at " + Digits.whole(rate) + "/s";
            };
        }
    }

    private static final String RATE_MISSED = "rate missed: ";

    /// An open loop that did not keep up, which is an answer and no defect.
    ///
    /// @param how such as `98,900 of 100,000 operations per second`
    static Failure missedRate(Cell cell, Part.Open part, String how) {
        return of(cell, part, RATE_MISSED + how);
    }

    /// Whether nothing failed but to keep up with an offered rate.
    public boolean isMissedRate() {
        return part instanceof Part.Open && reason.startsWith(RATE_MISSED);
    }

    static Failure of(Cell cell, Part part, String reason) {
        return new Failure(cell, part, reason, Optional.empty());
    }

    public Grade grade() {
        return Grade.best().and(Grade.Letter.FAIL, reason);
    }
}
