// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.network;

import dev.duality.messaging.Message;
import java.util.ArrayList;
import java.util.List;

/// Writes down everything that happens, a line each.
final class Lines implements Observer {
    final List<String> lines = new ArrayList<>();

    @Override
    public void happens(What what, long nanos, int node, int other, long number, Message message) {
        lines.add("%d %s %d %d %d %s".formatted(nanos, what, node, other, number, message));
    }

    /// Runs until nothing is left to happen.
    static List<String> of(Simulation simulation) {
        Lines log = new Lines();
        simulation.observe(log);
        simulation.start();
        while (simulation.step()) {
            assert simulation.nanos() >= 0;
        }
        return log.lines;
    }
}
