// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.plan;

import dev.duality.jmh.peer.PeerPlacement;
import dev.duality.workloads.Placement;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import java.util.Optional;

/// The room for what is beside the threads of a row: a neighbour's memory, and processes on hosts.
///
/// @param noNeighbour the reason why no neighbour has the memory that it needs; empty if it has
/// @param places how many processes the hosts of a run have room for, the one that measures included
/// @param only the one host, if there is but one
public record Room(Optional<String> noNeighbour, int places, Optional<String> only) {
    /// For all that is asked for.
    public static Room plenty() {
        return new Room(Optional.empty(), Integer.MAX_VALUE, Optional.empty());
    }

    /// The reason why the parties of a row have no place each on the hosts; empty if they have.
    Optional<String> lacking(Side side, Setting setting) {
        int peers = PeerPlacement.peers(side, setting);
        if (setting.placement() != Placement.HOSTS || peers < places) {
            return Optional.empty();
        }
        return Optional.of("it needs %d places beside the first, one for each %s, and --hosts has room for %d; use %s"
                .formatted(
                        peers,
                        PeerPlacement.workers(side, setting) > 0 ? "further worker" : "server",
                        places - 1,
                        only.map(host -> host + ":" + (peers + 1)).orElse("A:1,B:" + peers)));
    }
}
