// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.loadboard;

import dev.duality.simulation.cache.ConsistencyDeployment;
import dev.duality.simulation.network.Network;
import dev.duality.simulation.network.Simulation;

/// Figures of the host-load data base of Sprite as a shared file, and as a server process, which can be laid beside
/// those that were published (Welch 1991): what it did to the network. The same seed gives the same figures.
///
/// How often users look for an idle host, and how often hosts update, was not published beside it: the first is fitted
/// to the published share of uncacheable opens, so that share is no finding. What is found is what is left of it when
/// the very same updates and queries go to a process, and what they take of the network in both forms.
public final class LoadboardFigures {
    private static final int HOSTS = 30;
    private static final int OPENS = 30_000;
    private static final long SECOND = 1_000_000_000;
    private static final long BUSY_PERCENT = 70;

    private final long seed;
    private final int picksPerMille;
    private final double periodSeconds;

    /// @param seed what users do is drawn from
    /// @param picksPerMille opens, of a thousand, that look for an idle host
    /// @param periodSeconds between two updates of a host
    public LoadboardFigures(long seed, int picksPerMille, double periodSeconds) {
        this.seed = seed;
        this.picksPerMille = picksPerMille;
        this.periodSeconds = periodSeconds;
    }

    /// A usual day, with the records in one form.
    ///
    /// @param uncacheable share of all opens that are of files that nobody may cache, from 0 to 1
    /// @param operations updates and queries
    /// @param messages that were sent about records
    /// @param bytes of these messages
    /// @param leastBytes what they would be if one request brought all records that a query reads
    public record Day(double uncacheable, long operations, long messages, long bytes, long leastBytes) {}

    /// With the records in a file.
    public Day file() {
        return day(RecordsDeployment.Form.FILE);
    }

    /// With the records at a process.
    public Day server() {
        return day(RecordsDeployment.Form.SERVER);
    }

    private Day day(RecordsDeployment.Form form) {
        RecordsDeployment.Plan plan = new RecordsDeployment.Plan(
                new ConsistencyDeployment.Day(
                        4, OPENS, 2048, new ConsistencyDeployment.CommonFiles(64, 40), 4 * SECOND, 1, seed),
                picksPerMille,
                128,
                Math.round(periodSeconds * SECOND));
        RecordsDeployment deployment = RecordsProtocol.deployment(form, plan, HOSTS + 1, BUSY_PERCENT);
        RecordsMeter meter = deployment.meter();
        Simulation simulation =
                new Simulation(deployment.nodes(), Network.PERFECT, seed, RecordsDeployment.BLOCK_BYTES).observe(meter);
        simulation.start();
        while (!deployment.finished()) {
            if (!simulation.step()) {
                fail("nothing is left to happen, but users wait");
            }
            deployment.violation().ifPresent(LoadboardFigures::fail);
        }
        deployment.violationAtEnd().ifPresent(LoadboardFigures::fail);
        long picks = deployment.counts().get("picks");
        long spared = 2 * Network.HEADER_BYTES * Math.max(0, meter.reads() - picks);
        return new Day(
                deployment.uncacheableShare(),
                deployment.counts().get("updates and picks"),
                meter.messages(),
                meter.bytes(),
                meter.bytes() - spared);
    }

    private static void fail(String line) {
        throw new IllegalStateException(line);
    }
}
