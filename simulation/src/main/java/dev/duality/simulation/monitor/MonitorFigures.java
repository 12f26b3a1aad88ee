// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.monitor;

import dev.duality.simulation.monitor.MonitorProtocol.Plan;
import dev.duality.simulation.run.Conditions;
import dev.duality.simulation.run.SimulationOutcome;
import dev.duality.simulation.run.SimulationReport;
import dev.duality.simulation.run.SimulationRun;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Values;
import dev.duality.workloads.mutex.MutexWorkload;
import java.math.BigInteger;
import java.util.Map;

/// Figures of the cost of waiting at a server, and of wake-ups, none of which is lost, in virtual time.
public final class MonitorFigures {
    private static final int ENTRIES = 2;

    private MonitorFigures() {}

    /// Two processes in every order of their events.
    ///
    /// @param orders how many there are
    /// @param lost in how many states somebody sleeps for ever
    /// @param wrong whether two were inside at once
    public record Orders(BigInteger orders, long lost, boolean wrong) {}

    /// Two processes that enter twice each, over a network that may reorder everything; by every way of waking.
    public static Orders orders() {
        Plan two = new Plan(2, ENTRIES, 0, 0, 0);
        BigInteger orders = BigInteger.ZERO;
        long lost = 0;
        boolean wrong = false;
        for (Wake wake : Wake.values()) {
            Interleavings.Seen seen = Interleavings.of(() -> new MonitorDeployment(two, wake, WaitToken::new));
            orders = orders.add(seen.orders());
            lost += seen.lost();
            wrong |= seen.violation().isPresent();
        }
        return new Orders(orders, lost, wrong);
    }

    /// Attempts that found the lock held, over those that got it, where the lock is always wanted.
    /// @param processes how many want it; one is inside, all others wait
    /// @param wake `all`, `one` or `hand-off`
    public static double missesPerHit(int processes, String wake) {
        MutexWorkload workload = new MutexWorkload();
        MonitorProtocol protocol = new MonitorProtocol();
        Setting setting = Setting.of(
                workload, Values.of(workload, protocol.parameters(), Map.of("wake", wake, "entries", "1000")));
        SimulationReport report = new SimulationRun(protocol, setting, processes + 1, Conditions.FAIR).run();
        if (!(report.outcome() instanceof SimulationOutcome.Finished)) {
            throw new IllegalStateException(report.outcome().line());
        }
        return (double) report.counts().get("lock misses") / report.counts().get("lock hits");
    }
}
