// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.run;

import dev.duality.simulation.network.Traffic;
import dev.duality.simulation.protocol.CallTimes;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// The report of one play in virtual time.
///
/// @param outcome how it came out
/// @param traffic what the network counted
/// @param counts what the deployment counted, in its order
/// @param nanos how long it took, in virtual time
/// @param digest of the state, if it [SimulationOutcome.Finished]
/// @param times of calls, if the deployment tells them
/// @param busiest the node whose processor messages kept busy longest; empty where they cost nothing
public record SimulationReport(
        SimulationOutcome outcome,
        Traffic traffic,
        Map<String, Long> counts,
        long nanos,
        OptionalLong digest,
        Optional<CallTimes.Summary> times,
        Optional<Busiest> busiest) {
    /// @param node its place
    /// @param share of the virtual time, 0 to 1
    public record Busiest(int node, double share) {}

    private static final double SECOND = 1e9;

    public SimulationReport {
        counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
    }

    /// The number of pieces of work that a second of virtual time saw done: the first thing its deployment counts;
    /// empty if no time passed.
    public OptionalDouble perSecond() {
        long operations = counts.values().stream().findFirst().orElse(0L);
        return nanos == 0 ? OptionalDouble.empty() : OptionalDouble.of(operations / (nanos / SECOND));
    }

    /// The number of messages that one piece of work took: the first thing its deployment counts; empty if there was
    /// none.
    public OptionalDouble messagesPerOperation() {
        long operations = counts.values().stream().findFirst().orElse(0L);
        return operations == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) traffic.messages() / operations);
    }
}
