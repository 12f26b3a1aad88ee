// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.protocol;

import dev.duality.workloads.Workload;
import java.util.List;

/// Gives workloads their protocols. Found by [java.util.ServiceLoader]: a jar that names its implementation in
/// `META-INF/services/dev.duality.simulation.protocol.ProtocolProvider` adds protocols to its own workloads, or to
/// those of others.
public interface ProtocolProvider {
    /// The protocols of a workload, in the order in which they are shown.
    /// @return none for a workload that this provider does not know
    List<Protocol> protocols(Workload workload);

    /// Whether the protocols follow from the specification alone, whatever the workload: then they come after those
    /// that were written for the workload, and give way to one of the same name.
    default boolean isDerived() {
        return false;
    }
}
