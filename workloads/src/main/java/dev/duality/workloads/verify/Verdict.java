// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.verify;

/// What verification found. Only a side that [Agrees] may be timed.
public sealed interface Verdict {
    /// @param operations how many operations were compared, all workers together
    record Agrees(long operations) implements Verdict {}

    /// @param difference the first one, in one line
    record Differs(String difference) implements Verdict {}
}
