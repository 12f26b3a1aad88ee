// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.rpc;

import dev.duality.simulation.protocol.Protocol;
import dev.duality.simulation.protocol.ProtocolProvider;
import dev.duality.workloads.Workload;
import dev.duality.workloads.rpc.RpcWorkload;
import java.util.List;

/// Gives `rpc` its protocol.
public final class RpcProtocols implements ProtocolProvider {
    @Override
    public List<Protocol> protocols(Workload workload) {
        return workload instanceof RpcWorkload rpc ? List.of(new SpriteProtocol(rpc)) : List.of();
    }
}
