// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.replication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.simulation.network.Delay;
import dev.duality.simulation.network.Fault;
import dev.duality.simulation.network.Network;
import dev.duality.simulation.network.NodeSet;
import dev.duality.simulation.network.Schedule;
import dev.duality.simulation.network.Simulation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ReplicatedProtocolTest extends ReplicatedRuns {
    private static final Network SLOW = Network.PERFECT.withDelay(Delay.constant(MILLISECOND));

    /// Two clients, at 0 and 1; the replicas are 2 and 3, the view service is 4.
    private ReplicatedDeployment pair(int operations, String... pairs) {
        List<String> all = new ArrayList<>(List.of("operations", "" + operations));
        all.addAll(List.of(pairs));
        return deployment(counter, 5, ReplicatedDeployment::new, all.toArray(String[]::new));
    }

    private static Simulation runWell(ReplicatedDeployment deployment, Network network, Fault... faults) {
        Simulation simulation = simulation(deployment, network, 1).follow(new Schedule(List.of(faults)));
        assertEquals(Optional.empty(), run(deployment, simulation));
        return simulation;
    }

    private static long count(ReplicatedDeployment deployment, String what) {
        return deployment.counts().get(what);
    }

    @Test
    void withoutFaultsAnOperationTakesFourMessagesThereAndBack() {
        ReplicatedDeployment deployment = pair(300);
        Simulation simulation = simulation(deployment, Network.PERFECT, 1);

        simulation.start();
        while (!deployment.finished()) {
            simulation.step();
        }

        assertEquals(4 * 300, simulation.traffic().messages());
        assertEquals(150 * 4 * 100_000, simulation.nanos());
        assertEquals(
                "{operations=300, given up=0, retries=0, answered again=0, view changes=0, promotions=0, "
                        + "transferred=0, states lost=0}",
                deployment.counts().toString());
    }

    /// A message on its way is not sent again and again, or a long way would hold more and more of it.
    @Test
    void aWayThatIsOnlySlowIsNotFilledUp() {
        ReplicatedDeployment deployment = pair(60);

        Simulation simulation = runWell(deployment, Network.PERFECT.withDelay(Delay.constant(100 * MILLISECOND)));

        long perOperation =
                count(deployment, "operations") == 60 ? simulation.traffic().messages() / 60 : Long.MAX_VALUE;
        assertTrue(perOperation <= 32, perOperation + " messages for each");
    }

    @Test
    void aClientHasAsManyOperationsUnderWayAsItsWindow() {
        ReplicatedDeployment deployment = pair(300, "window", "4");
        Simulation simulation = simulation(deployment, Network.PERFECT, 1);

        simulation.start();

        assertEquals(8, simulation.traffic().messages());
    }

    @Test
    void whenThePrimaryBreaksTheBackUpGoesOnAndNothingIsLost() {
        ReplicatedDeployment deployment = pair(2000);

        runWell(deployment, SLOW, new Fault.Crash(2, 300 * MILLISECOND, NEVER));

        assertEquals(2000, count(deployment, "operations"));
        assertEquals(1, count(deployment, "promotions"));
        assertEquals(0, count(deployment, "states lost"));
    }

    @Test
    void whenTheBackUpBreaksThePrimaryGoesOnAlone() {
        ReplicatedDeployment deployment = pair(2000);

        runWell(deployment, SLOW, new Fault.Crash(3, 300 * MILLISECOND, NEVER));

        assertEquals(2000, count(deployment, "operations"));
        assertEquals(0, count(deployment, "promotions"));
        assertEquals(1, count(deployment, "view changes"));
    }

    /// The first primary comes back as the back-up, gets everything, and takes over when the other one breaks.
    @Test
    void whoComesBackIsTheNextBackUp() {
        ReplicatedDeployment deployment = pair(4000);

        runWell(deployment, SLOW, new Fault.Crash(2, 300 * MILLISECOND, SECOND), new Fault.Crash(3, 4 * SECOND, NEVER));

        assertEquals(4000, count(deployment, "operations"));
        assertEquals(2, count(deployment, "promotions"));
        assertTrue(count(deployment, "transferred") > 0);
        assertEquals(0, count(deployment, "states lost"));
    }

    @Test
    void aPrimaryThatIsOnlySlowAnswersNothingInAViewThatIsOver() {
        ReplicatedDeployment deployment = pair(2000);

        runWell(deployment, SLOW, new Fault.Pause(2, 300 * MILLISECOND, 3 * SECOND));

        assertEquals(2000, count(deployment, "operations"));
        assertEquals(1, count(deployment, "promotions"));
    }

    /// The primary and all clients on one side, the back-up and the view service on the other.
    @Test
    void aPrimaryThatReachesOnlyItsClientsAnswersThemNothing() {
        ReplicatedDeployment deployment = pair(2000);

        runWell(deployment, SLOW, new Fault.Partition(NodeSet.of(0, 1, 2), 300 * MILLISECOND, 4 * SECOND));

        assertEquals(2000, count(deployment, "operations"));
        assertEquals(1, count(deployment, "promotions"));
    }

    @Test
    void aViewServiceThatComesBackKnowsItsView() {
        ReplicatedDeployment deployment = pair(3000);

        runWell(
                deployment,
                SLOW,
                new Fault.Crash(2, 300 * MILLISECOND, 2 * SECOND),
                new Fault.Crash(4, 1200 * MILLISECOND, 1500 * MILLISECOND));

        assertEquals(3000, count(deployment, "operations"));
        assertEquals(1, count(deployment, "promotions"));
        assertEquals(0, count(deployment, "states lost"));
    }

    @Test
    void aClientThatComesBackAsksForWhatItWasNotAnswered() {
        ReplicatedDeployment deployment = pair(500, "window", "4");

        runWell(deployment, SLOW, new Fault.Crash(0, 100 * MILLISECOND, 200 * MILLISECOND));

        assertEquals(500, count(deployment, "operations"));
    }

    @Test
    void whenTheLastCopyBreaksClientsAreToldSo() {
        ReplicatedDeployment deployment = pair(4000);

        runWell(
                deployment,
                SLOW,
                new Fault.Crash(3, 300 * MILLISECOND, NEVER),
                new Fault.Crash(2, 2 * SECOND, 2 * SECOND + 1));

        assertEquals(1, count(deployment, "states lost"));
        assertTrue(count(deployment, "operations") > 0);
        assertEquals(4000, count(deployment, "operations") + count(deployment, "given up"));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void nothingThatWasAnsweredIsLostOrDoneTwiceWhateverFails(long seed) {
        assertEquals(Optional.empty(), runThroughFaults(trio(seed, ReplicatedDeployment::new), seed));
    }

    /// A state that is lost proves little, and a view that never changes does neither.
    @Test
    void mostSeedsPutTheRulesToTheTest() {
        int kept = 0;
        int promoted = 0;
        int transferred = 0;
        for (long seed : seeds().toArray()) {
            ReplicatedDeployment deployment = trio(seed, ReplicatedDeployment::new);
            runThroughFaults(deployment, seed);
            boolean lost = count(deployment, "states lost") > 0;
            kept += lost ? 0 : 1;
            promoted += !lost && count(deployment, "promotions") > 0 ? 1 : 0;
            transferred += !lost && count(deployment, "transferred") > 0 ? 1 : 0;
        }

        String line = "%d kept, %d promoted, %d transferred".formatted(kept, promoted, transferred);
        assertTrue(kept >= 30 && promoted >= 20 && transferred >= 20, line);
    }

    @Test
    void theSameSeedGivesTheSameRun() {
        ReplicatedDeployment one = trio(7, ReplicatedDeployment::new);
        ReplicatedDeployment other = trio(7, ReplicatedDeployment::new);

        assertEquals(runThroughFaults(one, 7), runThroughFaults(other, 7));

        assertEquals(one.counts(), other.counts());
        assertEquals(one.digest(), other.digest());
    }
}
