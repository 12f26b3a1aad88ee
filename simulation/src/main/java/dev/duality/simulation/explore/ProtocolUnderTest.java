// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.explore;

import dev.duality.simulation.protocol.Protocol;
import dev.duality.workloads.Parameter;
import dev.duality.workloads.Workload;
import java.util.List;
import java.util.stream.Stream;

/// A workload with one of its protocols.
public record ProtocolUnderTest(Workload workload, Protocol protocol) {
    /// Both names, such as `rpc sprite`.
    public String name() {
        return workload.name() + " " + protocol.name();
    }

    /// The parameters that users can set beside the network.
    public List<Parameter<?>> parameters() {
        return Stream.concat(workload.parameters().stream(), protocol.parameters().stream())
                .toList();
    }
}
