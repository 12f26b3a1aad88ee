// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.interrupt;

import dev.duality.simulation.protocol.Protocol;
import dev.duality.simulation.protocol.ProtocolProvider;
import dev.duality.workloads.Workload;
import dev.duality.workloads.interrupt.InterruptWorkload;
import java.util.List;

/// Gives `interrupt` its protocol.
public final class InterruptProtocols implements ProtocolProvider {
    @Override
    public List<Protocol> protocols(Workload workload) {
        return workload instanceof InterruptWorkload
                ? List.of(new LivelockProtocol(), new DeferredProtocol())
                : List.of();
    }
}
