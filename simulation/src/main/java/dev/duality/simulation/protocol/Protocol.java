// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.protocol;

import dev.duality.workloads.Parameter;
import dev.duality.workloads.Setting;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// A way for the nodes of a workload to talk, so that its answers stay right whatever the network does. A workload can
/// have several, which are then compared by what they send.
///
/// The nodes are the ones that run on threads, too: they read time from their [dev.duality.messaging.Port] only, draw
/// from random numbers of the seed only, and share nothing but what a [Deployment] counts.
public interface Protocol {
    /// The name that users type: lower case letters, digits and `-`.
    String name();

    /// One line on how it works, and where it is described.
    String description();

    /// The parameters that users can set beside the workload's own.
    default List<Parameter<?>> parameters() {
        return List.of();
    }

    /// The fewest nodes it makes sense with, clients and servers together.
    default int leastNodes() {
        return 2;
    }

    /// The number of nodes that ask for work, or share it: all but one server, if it says nothing else.
    /// @param nodes how many there are in all
    default int clients(Setting setting, int nodes) {
        return nodes - 1;
    }

    /// The longest payload of its messages, in bytes: that of the workload's operations, if it says nothing else.
    default int payloadBytes(Setting setting, int nodes) {
        return setting.payloadBytes();
    }

    /// The faults in spite of which its answers stay right and its work comes to an end; all, if it says nothing else.
    default Set<FaultKind> withstands() {
        return EnumSet.allOf(FaultKind.class);
    }

    /// Fresh nodes, which nobody runs yet.
    /// @param setting its values are those of the workload and of this protocol; says the seed, too
    /// @param nodes how many in all, [#leastNodes()] or more
    Deployment deployment(Setting setting, int nodes);
}
