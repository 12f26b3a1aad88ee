// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.derived;

import dev.duality.simulation.protocol.Protocol;
import dev.duality.simulation.protocol.ProtocolProvider;
import dev.duality.workloads.Workload;
import java.util.List;

/// Gives every workload its owners and callers as a protocol.
public final class PlainProtocols implements ProtocolProvider {
    @Override
    public List<Protocol> protocols(Workload workload) {
        return List.of(new PlainProtocol(workload));
    }

    @Override
    public boolean isDerived() {
        return true;
    }
}
