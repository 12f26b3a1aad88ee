// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.replication;

import dev.duality.simulation.protocol.Protocol;
import dev.duality.simulation.protocol.ProtocolProvider;
import dev.duality.workloads.Workload;
import java.util.List;

/// Gives every workload a protocol that outlives the crash of a node.
public final class ReplicatedProtocols implements ProtocolProvider {
    @Override
    public List<Protocol> protocols(Workload workload) {
        return List.of(new ReplicatedProtocol(workload));
    }

    @Override
    public boolean isDerived() {
        return true;
    }
}
