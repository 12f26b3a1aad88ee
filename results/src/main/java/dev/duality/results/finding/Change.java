// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.Cell;
import dev.duality.results.statistics.Ratio;
import java.util.List;
import java.util.Optional;

/// The change of one row from the baseline to another run, by one measure.
///
/// @param cell the baseline's
/// @param regime the baseline's; the other run's is that with the same floor
/// @param measure what is compared
/// @param rate operations per second of the open loop; 0 for the other loads
/// @param before the baseline's median of it, in the measure's unit
/// @param after the other run's
/// @param raw time for the same work, after over before: above 1 it has become slower; empty if the other run has no
///     number
/// @param forks time for the same work of each fork of the other run, over the baseline's median
/// @param outcome what may be said
/// @param grade the worse of both rows
public record Change(
        Cell cell,
        Optional<Regime> regime,
        Measure measure,
        double rate,
        double before,
        double after,
        Optional<Ratio> raw,
        List<Double> forks,
        Outcome outcome,
        Grade grade) {
    public Change {
        forks = List.copyOf(forks);
    }

    /// The word for a change.
    public sealed interface Outcome {
        /// Slower, beyond what is tolerated, by the whole interval.
        record Slower() implements Outcome {}

        /// Faster, as surely.
        record Faster() implements Outcome {}

        /// The whole interval lies within what is tolerated.
        record Same() implements Outcome {}

        /// The baseline has a number, the other run a failure.
        ///
        /// @param reason the other run's
        record Failed(String reason) implements Outcome {}

        /// @param reason why nobody can say
        record Open(String reason) implements Outcome {}

        /// As people read it, such as `slower` or `failed: ` and the reason.
        default String words() {
            return switch (this) {
                case Slower() -> "slower";
                case Faster() -> "faster";
                case Same() -> "the same";
                case Failed(String reason) -> "failed: " + reason;
                case Open(String reason) -> "not judged: " + reason;
            };
        }
    }

    /// Whether it has become worse.
    public boolean isRegression() {
        return outcome instanceof Outcome.Slower || outcome instanceof Outcome.Failed;
    }
}
