// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.verify;

import java.util.List;

/// The result of verification. Only a side that [Agrees] may be timed.
public sealed interface VerificationResult {
    /// @param operations how many operations were compared, all workers together
    record Agrees(long operations) implements VerificationResult {}

    /// @param difference the first one, in one line
    /// @param history the calls that show it, a line each, if it takes several workers at once to see it
    record Differs(String difference, List<String> history) implements VerificationResult {
        public Differs {
            history = List.copyOf(history);
        }

        public Differs(String difference) {
            this(difference, List.of());
        }
    }

    /// It threw, when it was opened, while it worked or when it was looked at: no answer to compare.
    ///
    /// @param reason what was thrown, in one line, with its place if a class of a user's threw it
    record Failed(String reason) implements VerificationResult {}

    /// Right or wrong, it cannot be told: a side is not measured then, either, and nobody says that it is wrong.
    ///
    /// @param reason in one line, and what to do about it
    record Unverifiable(String reason) implements VerificationResult {}
}
