// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.soak;

import java.util.List;

/// The end of a trial.
public sealed interface SoakOutcome {
    /// The side gave the specification's answers.
    /// @param operations how many were compared, those of histories included
    record Agreed(long operations) implements SoakOutcome {}

    /// It did not.
    /// @param history the calls that show it, if it takes several
    record Differed(String difference, List<String> history) implements SoakOutcome {
        public Differed {
            history = List.copyOf(history);
        }
    }

    /// It gave no answer in time. Its threads are still there, so nothing after it can be trusted to have a core.
    /// @param dump where all threads stood
    record Hung(String dump) implements SoakOutcome {}
}
