// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.loadboard;

import dev.duality.simulation.protocol.Protocol;
import dev.duality.simulation.protocol.ProtocolProvider;
import dev.duality.workloads.Workload;
import dev.duality.workloads.loadboard.LoadboardWorkload;
import java.util.List;

/// Gives `loadboard` its protocols.
public final class LoadboardProtocols implements ProtocolProvider {
    @Override
    public List<Protocol> protocols(Workload workload) {
        return workload instanceof LoadboardWorkload ? RecordsProtocol.all() : List.of();
    }
}
