// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.prefix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.simulation.network.Delay;
import dev.duality.simulation.network.Network;
import dev.duality.simulation.network.NodeFaults;
import dev.duality.simulation.network.Simulation;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Values;
import dev.duality.workloads.prefix.Namespace;
import dev.duality.workloads.prefix.PrefixWorkload;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PrefixProtocolTest {
    private static final Network NETWORK = Network.PERFECT.withDelay(Delay.uniform(20_000, 500_000));
    private static final NodeFaults FAULTS = new NodeFaults(4, 4, 2, 100_000_000, 50_000_000);
    private static final long LONG_NANOS = 600_000_000_000L;

    private static PrefixProtocol.Plan plan(int clients, long lookups, long moves, long seed) {
        return new PrefixProtocol.Plan(Namespace.of(12), 4, clients, lookups, moves, 20_000_000, seed);
    }

    private static Optional<String> play(PrefixDeployment deployment, Network network, NodeFaults faults, long seed) {
        Simulation simulation = new Simulation(deployment.nodes(), network, seed, 256)
                .restartWith(deployment::restarted)
                .plan(faults.draw(seed, deployment.nodes().size()));
        simulation.start();
        while (!deployment.finished()
                && deployment.violation().isEmpty()
                && simulation.nanos() < LONG_NANOS
                && simulation.step()) {
            // the checker looks on
        }
        return deployment.violation();
    }

    @Test
    void allAnswersAreThoseOfTheCheckerWhileDomainsMove() {
        for (long seed = 0; seed < 20; seed++) {
            PrefixDeployment deployment = new PrefixDeployment(plan(3, 600, 30, seed));

            assertEquals(Optional.empty(), play(deployment, NETWORK, NodeFaults.NONE, seed));
            assertTrue(deployment.finished());
            assertEquals(600, deployment.counts().get("lookups"));
            assertEquals(30, deployment.counts().get("moves"));
            assertTrue(
                    deployment.counts().get("stale hints") > 0,
                    () -> deployment.counts().toString());
        }
    }

    @Test
    void allAnswersAreThoseOfTheCheckerWhateverTheNetworkAndTheNodesDo() {
        Network network = NETWORK.withLoss(0.1).withDuplication(0.1).withReordering(0.3);
        for (long seed = 0; seed < 60; seed++) {
            PrefixDeployment deployment = new PrefixDeployment(plan(3, 300, 20, seed));

            assertEquals(Optional.empty(), play(deployment, network, FAULTS, seed), "seed " + seed);
            assertTrue(deployment.finished(), "seed " + seed);
            assertEquals(300, deployment.counts().get("lookups"));
        }
    }

    @Test
    void whatIsAnsweredDoesNotDependOnMovesOrTheNetwork() {
        PrefixDeployment still = new PrefixDeployment(plan(3, 300, 0, 1));
        PrefixDeployment moving = new PrefixDeployment(plan(3, 300, 20, 1));
        PrefixDeployment others = new PrefixDeployment(plan(3, 300, 0, 2));
        play(still, NETWORK, NodeFaults.NONE, 1);
        play(moving, NETWORK.withLoss(0.1), NodeFaults.NONE, 2);
        play(others, NETWORK, NodeFaults.NONE, 1);

        assertEquals(still.digest(), moving.digest());
        assertNotEquals(still.digest(), others.digest());
    }

    private static String violation(PrefixDeployment.Servers servers, PrefixDeployment.Clients clients) {
        return play(new PrefixDeployment(plan(3, 600, 30, 1), servers, clients), NETWORK, NodeFaults.NONE, 1)
                .orElse("nothing");
    }

    /// Goes on answering about domains that have left.
    private static final class Careless extends ServerNode {
        Careless(PrefixProtocol.Plan plan, ServerDisk disk, PrefixChecker checker) {
            super(plan, disk, checker);
        }

        @Override
        boolean serves(int domain, long generation) {
            return true;
        }
    }

    @Test
    void aServerThatAnswersAboutADomainThatHasLeftIsObjectedTo() {
        String line = violation(Careless::new, PrefixClient::new);

        assertTrue(
                line.matches("client \\d was answered by generation 0 of domain \\d+, which had moved on to"
                        + " generation 1 before"),
                line);
    }

    /// Takes the first prefix that fits, not the longest.
    private static final class Hasty extends PrefixClient {
        Hasty(PrefixProtocol.Plan plan, int client, PrefixChecker checker, int boot, long lookups) {
            super(plan, client, checker, boot, lookups);
        }

        @Override
        Entry match(String name, List<Entry> entries) {
            return entries.stream()
                    .filter(each -> !each.prefix.equals("/") && name.startsWith(each.prefix))
                    .findFirst()
                    .orElse(entries.getFirst());
        }
    }

    @Test
    void aClientThatDoesNotTakeTheLongestPrefixIsObjectedTo() {
        String line = violation(ServerNode::new, Hasty::new);

        assertTrue(line.matches("client \\d was told that /\\S+ is -?\\d+, but it is -?\\d+"), line);
    }

    /// Keeps no hints: it asks everybody each time.
    private static final class Forgetful extends PrefixClient {
        Forgetful(PrefixProtocol.Plan plan, int client, PrefixChecker checker, int boot, long lookups) {
            super(plan, client, checker, boot, lookups);
        }

        @Override
        Entry match(String name, List<Entry> entries) {
            Entry longest = super.match(name, entries);
            entries.remove(longest);
            Entry fresh = new Entry(longest.prefix);
            entries.add(longest.prefix.equals("/") ? 0 : entries.size(), fresh);
            return fresh;
        }
    }

    @Test
    void aClientThatAsksEverybodyTwiceAboutTheSameIsObjectedTo() {
        String line = violation(ServerNode::new, Forgetful::new);

        assertTrue(
                line.matches("client \\d asked everybody again about /\\S*, of which it knew no more than before"),
                line);
    }

    @Test
    void aGenerationThatIsLeftOutIsObjectedTo() {
        PrefixChecker checker = new PrefixChecker(plan(1, 1, 0, 1));
        checker.serves(2, 2);

        assertEquals(Optional.of("domain 2 went from generation 0 to 2"), checker.violation());
    }

    @Test
    void theMixtureOf1989IsSentOnAsItWasThen() {
        PrefixFigures.Lookups lookups = PrefixFigures.still();

        assertEquals(Optional.empty(), lookups.violation());
        assertEquals(100_000, lookups.lookups());
        assertEquals(0.135, lookups.redirectedShare(), 0.01);
        assertEquals(1.14, lookups.requestsPerLookup(), 0.03);
        assertEquals(0.002, (double) lookups.remoteLinks() / lookups.lookups(), 0.002);
        assertEquals(0, lookups.staleBroadcasts());
    }

    @Test
    void afterAMoveAllAnswersAreRightAndNoClientAsksEverybodyTwice() {
        PrefixFigures.Lookups lookups = PrefixFigures.moving();

        assertEquals(Optional.empty(), lookups.violation());
        assertEquals(100_000, lookups.lookups());
        assertEquals(12, lookups.moves());
        assertEquals(1, lookups.mostBroadcasts());
        assertTrue(lookups.staleBroadcasts() > 12 * 10, lookups::toString);
        assertTrue(lookups.staleBroadcasts() <= 12 * 20, lookups::toString);
    }

    @Test
    void tooFewNodesAreRefusedInOneLine() {
        PrefixWorkload workload = new PrefixWorkload();
        PrefixProtocol protocol = new PrefixProtocol();
        Setting setting = Setting.of(workload, Values.of(workload, protocol.parameters(), Map.of("servers", "6")));
        BadInput refusal = assertThrows(BadInput.class, () -> protocol.deployment(setting, 5));

        assertEquals(
                "nodes is 5, but with 6 servers and a client it must be 7 or more; or use servers=4",
                refusal.getMessage());
    }
}
