// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.recovery;

import dev.duality.simulation.network.Network;
import dev.duality.simulation.run.Conditions;
import dev.duality.simulation.run.SimulationOutcome;
import dev.duality.simulation.run.SimulationReport;
import dev.duality.simulation.run.SimulationRun;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Values;
import dev.duality.workloads.cache.CacheWorkload;
import java.util.Map;

/// Figures of the cost of a reboot, by how many clients a server has, in virtual time. The same seed gives the same
/// figures.
public final class RecoveryFigures {
    private static final long SEED = 1;

    private RecoveryFigures() {}

    /// One recovery.
    ///
    /// @param seconds from when the server is up until its last client has all its files
    /// @param fairness Jain's index over the rates at which clients have recovered, 0 to 1
    /// @param begunAnew how often a client gave its server up and began once more
    /// @param lost files that are lost, and whose users were told
    public record Recovery(int clients, boolean nack, double seconds, double fairness, long begunAnew, long lost) {}

    /// A server reboots under so many clients, over a network that loses nothing; nobody takes the files of others.
    public static Recovery recovery(int clients, boolean nack) {
        CacheWorkload workload = new CacheWorkload();
        RecoveryProtocol protocol = new RecoveryProtocol();
        Setting setting = Setting.of(
                        workload,
                        Values.of(
                                workload,
                                protocol.parameters(),
                                Map.of("takes", "0", "nack", nack ? "on" : "off", "reboot", "600000")))
                .withSeed(SEED);
        SimulationReport report =
                new SimulationRun(protocol, setting, clients + 1, Conditions.FAIR.withNetwork(Network.PERFECT)).run();
        if (!(report.outcome() instanceof SimulationOutcome.Finished)) {
            throw new IllegalStateException(report.outcome().line());
        }
        Map<String, Long> counts = report.counts();
        return new Recovery(
                clients,
                nack,
                counts.get("time to recover, ms") / 1e3,
                counts.get("fairness, of 1000") / 1e3,
                counts.get("begun anew"),
                counts.get("conflicts"));
    }
}
