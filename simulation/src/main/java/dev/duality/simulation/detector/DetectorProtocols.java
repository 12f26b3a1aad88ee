// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.detector;

import dev.duality.simulation.protocol.Protocol;
import dev.duality.simulation.protocol.ProtocolProvider;
import dev.duality.workloads.Workload;
import dev.duality.workloads.detector.DetectorWorkload;
import java.util.List;

/// Gives `detector` its protocol.
public final class DetectorProtocols implements ProtocolProvider {
    @Override
    public List<Protocol> protocols(Workload workload) {
        return workload instanceof DetectorWorkload ? List.of(new HeartbeatProtocol()) : List.of();
    }
}
