// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.scale;

import dev.duality.simulation.run.SimulationReport;

/// One number of nodes of a sweep.
///
/// @param nodes how many, clients and servers together
/// @param clients how many of them ask
/// @param report what came of the play, which has finished
public record ScalePoint(int nodes, int clients, SimulationReport report) {
    /// The pieces of work that were done in a second of virtual time.
    public double perSecond() {
        return report.perSecond().orElse(0);
    }
}
