// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads;

import dev.duality.shm.Procedure;

/// A sequential object: what the operations of a workload mean. Used by one thread at a time; it takes no lock, reads
/// no clock and starts no thread.
public interface Specification extends Procedure {
    /// A number that differs when the state does, as good as surely.
    long digest();
}
