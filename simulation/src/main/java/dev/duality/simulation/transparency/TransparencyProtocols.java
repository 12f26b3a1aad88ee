// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.transparency;

import dev.duality.simulation.protocol.Protocol;
import dev.duality.simulation.protocol.ProtocolProvider;
import dev.duality.workloads.Workload;
import dev.duality.workloads.transparency.TransparencyWorkload;
import java.util.List;

/// Gives `transparency` its protocol.
public final class TransparencyProtocols implements ProtocolProvider {
    @Override
    public List<Protocol> protocols(Workload workload) {
        return workload instanceof TransparencyWorkload transparency
                ? List.of(new HomeProtocol(transparency))
                : List.of();
    }
}
