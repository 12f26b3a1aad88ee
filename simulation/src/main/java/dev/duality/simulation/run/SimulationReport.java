// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.run;

import dev.duality.simulation.network.Traffic;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// The report of one play in virtual time.
///
/// @param outcome how it came out
/// @param traffic what the network counted
/// @param counts what the cast counted, in its order
/// @param nanos how long it took, in virtual time
/// @param digest of the state, if it [SimulationOutcome.Finished]
public record SimulationReport(
        SimulationOutcome outcome, Traffic traffic, Map<String, Long> counts, long nanos, OptionalLong digest) {
    public SimulationReport {
        counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
    }

    /// The number of messages that one piece of work took: the first thing the cast counts; empty if there was none.
    public OptionalDouble messagesPerOperation() {
        long operations = counts.values().stream().findFirst().orElse(0L);
        return operations == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) traffic.messages() / operations);
    }
}
