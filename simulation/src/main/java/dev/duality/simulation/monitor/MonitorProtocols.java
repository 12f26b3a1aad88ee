// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.monitor;

import dev.duality.simulation.protocol.Protocol;
import dev.duality.simulation.protocol.ProtocolProvider;
import dev.duality.workloads.Workload;
import dev.duality.workloads.mutex.MutexWorkload;
import java.util.List;

/// Gives `mutex` a lock at a server.
public final class MonitorProtocols implements ProtocolProvider {
    @Override
    public List<Protocol> protocols(Workload workload) {
        return workload instanceof MutexWorkload ? List.of(new MonitorProtocol()) : List.of();
    }
}
