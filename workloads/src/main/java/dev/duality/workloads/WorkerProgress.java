// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads;

/// The progress of one worker in a load, going through its script again and again, and what it got.
///
/// @param operations how many have completed, from the beginning of the script's first pass on
/// @param answers the sum of all results and of [dev.duality.shm.Payload#sum] of all replies
public record WorkerProgress(Script script, long operations, long answers) {
    /// @throws IllegalArgumentException if the number of operations is negative
    public WorkerProgress {
        if (operations < 0) {
            throw new IllegalArgumentException("operations is " + operations + ", but must be 0 or more");
        }
    }
}
