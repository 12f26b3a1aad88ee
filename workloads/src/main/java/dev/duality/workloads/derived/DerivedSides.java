// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.derived;

import dev.duality.messaging.Transport;
import dev.duality.workloads.Side;
import dev.duality.workloads.Workload;
import java.util.ArrayList;
import java.util.List;

/// All sides that follow from a workload's specification.
public final class DerivedSides {
    /// The transport that owners on virtual threads have, too: without a lock, and unbounded as is usual with them.
    private static final String VIRTUAL = "juc-ltq";

    /// The transport that replicas have, too: what a second copy costs is a matter of how many messages there are.
    private static final String REPLICATED = "ring";

    private DerivedSides() {}

    /// The sides in shared memory first, then one for each transport.
    public static List<Side> of(Workload workload, List<Transport> transports) {
        List<Side> sides = new ArrayList<>();
        for (Locking locking : Locking.values()) {
            sides.add(new LockSide(workload, locking));
        }
        sides.add(new CombiningSide(workload));
        sides.add(new MailboxSide(workload));
        sides.add(new DelegationSide(workload));
        for (Transport transport : transports) {
            sides.add(new OwnerSide(workload, transport));
            if (transport.name().equals(VIRTUAL)) {
                sides.add(OwnerSide.virtual(workload, transport));
            }
            if (transport.name().equals(REPLICATED)) {
                sides.add(new ReplicatedSide(workload, transport));
            }
        }
        return sides;
    }
}
