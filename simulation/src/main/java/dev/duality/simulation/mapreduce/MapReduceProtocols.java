// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.mapreduce;

import dev.duality.simulation.protocol.Protocol;
import dev.duality.simulation.protocol.ProtocolProvider;
import dev.duality.workloads.Workload;
import dev.duality.workloads.mapreduce.MapReduceWorkload;
import java.util.List;

/// Gives `mapreduce` its protocol.
public final class MapReduceProtocols implements ProtocolProvider {
    @Override
    public List<Protocol> protocols(Workload workload) {
        return workload instanceof MapReduceWorkload job ? List.of(new MasterProtocol(job)) : List.of();
    }
}
