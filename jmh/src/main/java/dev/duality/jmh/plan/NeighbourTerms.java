// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.plan;

import dev.duality.jmh.cell.Neighbour;
import dev.duality.results.Cell;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Placement;
import java.util.Optional;

/// The rows that can have a neighbour here.
///
/// @param cores how many threads can run at the same time here
/// @param noRoom the reason why there is no memory for one; empty if there is
record NeighbourTerms(int cores, Optional<String> noRoom) {
    /// The hosts of a row are several, and a neighbour is beside the threads of one.
    static void require(Request request) {
        if (request.around().neighbours().contains(Neighbour.STREAM)
                && request.placements().contains(Placement.HOSTS)) {
            throw new BadInput("--neighbour is beside a row on this machine, and --placement hosts has rows on several;"
                    + " leave one of the two out");
        }
    }

    /// A neighbour has a core that no thread of the row has, or it measures the scheduler.
    Optional<String> unavailable(Cell cell, Neighbour neighbour) {
        if (neighbour == Neighbour.NONE) {
            return Optional.empty();
        }
        if (cell.placement().equals(Placement.HOSTS.label())) {
            return Optional.of("a neighbour is beside a row on this machine, and this one is on several hosts");
        }
        int needed = cell.threads() + neighbour.cores();
        return needed <= cores
                ? noRoom
                : Optional.of("inconclusive: with a neighbour it needs %d cores, and this machine has %d"
                        .formatted(needed, cores));
    }
}
