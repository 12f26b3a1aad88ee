// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.migration;

import dev.duality.simulation.protocol.Protocol;
import dev.duality.simulation.protocol.ProtocolProvider;
import dev.duality.workloads.Workload;
import dev.duality.workloads.migration.MigrationWorkload;
import java.util.List;

/// Gives `migration` its protocols.
public final class MigrationProtocols implements ProtocolProvider {
    @Override
    public List<Protocol> protocols(Workload workload) {
        return workload instanceof MigrationWorkload ? List.of(new MigrationProtocol(), new MakeProtocol()) : List.of();
    }
}
