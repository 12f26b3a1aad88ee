// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.paging;

import dev.duality.simulation.protocol.Protocol;
import dev.duality.simulation.protocol.ProtocolProvider;
import dev.duality.workloads.Workload;
import dev.duality.workloads.paging.PagingWorkload;
import java.util.List;

/// Gives `paging` its protocol.
public final class PagingProtocols implements ProtocolProvider {
    @Override
    public List<Protocol> protocols(Workload workload) {
        return workload instanceof PagingWorkload ? List.of(new PagingProtocol()) : List.of();
    }
}
