// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.recovery;

import dev.duality.simulation.protocol.Protocol;
import dev.duality.simulation.protocol.ProtocolProvider;
import dev.duality.workloads.Workload;
import dev.duality.workloads.cache.CacheWorkload;
import java.util.List;

/// Gives `cache`, whose files have versions, its recovery.
public final class RecoveryProtocols implements ProtocolProvider {
    @Override
    public List<Protocol> protocols(Workload workload) {
        return workload instanceof CacheWorkload ? List.of(new RecoveryProtocol()) : List.of();
    }
}
