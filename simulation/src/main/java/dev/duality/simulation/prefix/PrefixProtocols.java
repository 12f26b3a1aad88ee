// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.prefix;

import dev.duality.simulation.protocol.Protocol;
import dev.duality.simulation.protocol.ProtocolProvider;
import dev.duality.workloads.Workload;
import dev.duality.workloads.prefix.PrefixWorkload;
import java.util.List;

/// Gives `prefix` its protocol.
public final class PrefixProtocols implements ProtocolProvider {
    @Override
    public List<Protocol> protocols(Workload workload) {
        return workload instanceof PrefixWorkload ? List.of(new PrefixProtocol()) : List.of();
    }
}
