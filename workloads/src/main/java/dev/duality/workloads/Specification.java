// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads;

import dev.duality.shm.Procedure;
import java.util.Map;

/// A sequential object: what the operations of a workload mean. Used by one thread at a time; it takes no lock, reads
/// no clock and starts no thread.
public interface Specification extends Procedure {
    /// A number that differs when the state does, as good as surely. What it leaves out of the state no answer shows,
    /// or
    /// else the workload has a [Workload#model] of its own.
    long digest();

    /// What the state has counted about itself: hits, whatever the workload is about. Sides that are derived from the
    /// specification show it, so the names are the ones that hand-written sides use, too.
    default Map<String, Long> counts() {
        return Map.of();
    }
}
