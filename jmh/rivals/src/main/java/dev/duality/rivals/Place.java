// SPDX-License-Identifier: Apache-2.0
package dev.duality.rivals;

import dev.duality.jmh.machine.SystemTree;
import dev.duality.jmh.machine.placement.Affinity;
import dev.duality.jmh.machine.placement.CpuPlan;
import dev.duality.jmh.machine.placement.Topology;

/// Where the threads of a pair run: as everywhere in this project, so that rivals have the same two cores.
final class Place {
    private final Affinity affinity = Affinity.ofThisMachine();
    private final CpuPlan plan;

    /// @param senders beside one thread that receives
    Place(int senders) {
        plan = CpuPlan.of(Topology.read(SystemTree.real(), affinity.allowed()), 0, senders, 1);
    }

    /// Pins the calling thread, which sends and measures.
    void sender(int index) {
        plan.worker(index).ifPresent(affinity::pin);
    }

    /// Pins the calling thread, the one at the other end.
    void receiver() {
        plan.server(0).ifPresent(affinity::pin);
    }

    CpuPlan plan() {
        return plan;
    }
}
