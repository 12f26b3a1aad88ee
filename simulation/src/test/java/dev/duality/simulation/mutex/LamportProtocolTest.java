// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.mutex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.simulation.network.Delay;
import dev.duality.simulation.network.Network;
import dev.duality.simulation.network.Simulation;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Values;
import dev.duality.workloads.mutex.MutexWorkload;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LamportProtocolTest {
    private static final Network NETWORK = Network.PERFECT.withDelay(Delay.uniform(0, 500_000));

    private static LamportProtocol.Plan plan(int nodes, long entries, long seed) {
        return new LamportProtocol.Plan(nodes, entries, 50_000, 200_000, seed);
    }

    /// Plays to the end, or until the checker objects.
    private static Optional<String> play(LamportDeployment deployment, Network network, long seed) {
        Simulation simulation = new Simulation(
                deployment.nodes(), network, seed, deployment.nodes().size() * Long.BYTES);
        simulation.start();
        while (deployment.violation().isEmpty() && simulation.step()) {
            // the checker looks on
        }
        return deployment.violation();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 8})
    void oneAtATimeEntersInTheOrderOfTheClocksAndAllEntriesAreMade(int nodes) {
        for (long seed = 0; seed < 20; seed++) {
            LamportDeployment deployment = new LamportDeployment(plan(nodes, 20, seed), LamportNode::new);

            assertEquals(Optional.empty(), play(deployment, NETWORK, seed));
            assertTrue(deployment.finished());
            assertEquals(Optional.empty(), deployment.violationAtEnd());
            assertEquals(
                    Map.of(
                            "entries",
                            20L * nodes,
                            "requests",
                            20L * nodes * (nodes - 1),
                            "acknowledgements",
                            20L * nodes * (nodes - 1),
                            "releases",
                            20L * nodes * (nodes - 1)),
                    deployment.counts());
        }
    }

    @Test
    void theDigestDoesNotDependOnWhoCameFirst() {
        LamportDeployment one = new LamportDeployment(plan(3, 5, 1), LamportNode::new);
        LamportDeployment other = new LamportDeployment(plan(3, 5, 2), LamportNode::new);
        LamportDeployment fewer = new LamportDeployment(plan(3, 4, 1), LamportNode::new);
        play(one, NETWORK, 1);
        play(other, NETWORK, 2);
        play(fewer, NETWORK, 1);

        assertEquals(one.digest(), other.digest());
        assertNotEquals(one.digest(), fewer.digest());
    }

    private static List<String> violations(LamportDeployment.ProcessMaker processes, Network network) {
        return LongStream.range(0, 50)
                .mapToObj(seed -> play(new LamportDeployment(plan(3, 20, seed), processes), network, seed))
                .flatMap(Optional::stream)
                .toList();
    }

    private static void assertSaid(String what, List<String> violations) {
        assertTrue(violations.stream().anyMatch(line -> line.matches(what)), violations::toString);
    }

    @Test
    void linksThatDoNotKeepOrderLetTwoInside() {
        List<String> violations = violations(LamportNode::new, NETWORK.withReordering(0.2));

        assertSaid("process \\d entered while process \\d was inside", violations);
    }

    /// Enters as soon as it believes that it is the first.
    private static final class Hasty extends LamportNode {
        Hasty(int self, LamportProtocol.Plan plan, MutexChecker checker) {
            super(self, plan, checker);
        }

        @Override
        boolean isAnswered() {
            return true;
        }
    }

    @Test
    void whoEntersWithoutWaitingForAnswersIsInsideWithAnother() {
        List<String> violations = violations(Hasty::new, NETWORK);

        assertSaid("process \\d entered while process \\d was inside", violations);
    }

    /// Waits for answers, and does not care whose turn it is.
    private static final class Pushy extends LamportNode {
        Pushy(int self, LamportProtocol.Plan plan, MutexChecker checker) {
            super(self, plan, checker);
        }

        @Override
        boolean isFirst() {
            return true;
        }
    }

    @Test
    void whoDoesNotWaitForItsTurnIsInsideWithAnotherOrOutOfOrder() {
        List<String> violations = violations(Pushy::new, NETWORK);

        assertSaid("process \\d entered while process \\d was inside", violations);
    }

    @Test
    void theCheckerObjectsToAGrantOutOfOrder() {
        MutexChecker checker = new MutexChecker(plan(2, 1, 0));
        checker.enters(1, 7, 8, new long[] {0, 1});
        checker.leaves(1, 9, new long[] {0, 2});
        assertEquals(Optional.empty(), checker.violation());
        checker.enters(0, 7, 8, new long[] {1, 0});

        assertEquals(
                Optional.of("process 0 entered by its request of time 7, behind process 1 by that of time 7"),
                checker.violation());
    }

    @Test
    void theCheckerObjectsToAReceiptThatIsNotLaterThanItsSend() {
        MutexChecker checker = new MutexChecker(plan(2, 1, 0));
        checker.sends(0, LamportNode.REQUEST, 5, new long[] {1, 0}, 1);
        checker.receives(1, 5, new long[] {1, 1}, 0, 1);

        assertEquals(Optional.of("process 1 received at its time 5 what process 0 sent at 5"), checker.violation());
    }

    @Test
    void theCheckerObjectsToAClockThatStandsStill() {
        MutexChecker checker = new MutexChecker(plan(2, 1, 0));
        checker.enters(0, 1, 1, new long[] {1, 0});
        checker.leaves(0, 1, new long[] {2, 0});

        assertEquals(Optional.of("process 0 went from time 1 to time 1"), checker.violation());
    }

    @Test
    void theCheckerObjectsToAVectorThatForgetsWhatAMessageBrought() {
        MutexChecker checker = new MutexChecker(plan(2, 1, 0));
        checker.sends(0, LamportNode.REQUEST, 5, new long[] {1, 0}, 1);
        checker.receives(1, 6, new long[] {0, 1}, 0, 1);

        assertEquals(Optional.of("process 1 has the vector [0, 1], but the log says [1, 1]"), checker.violation());
    }

    @Test
    void theCheckerObjectsToAMessageThatComesTwice() {
        MutexChecker checker = new MutexChecker(plan(2, 1, 0));
        checker.sends(0, LamportNode.REQUEST, 5, new long[] {1, 0}, 1);
        checker.receives(1, 6, new long[] {1, 1}, 0, 1);
        checker.receives(1, 7, new long[] {1, 2}, 0, 1);

        assertEquals(
                Optional.of("process 1 got event 1 of process 0, which sent it nothing then, or once only"),
                checker.violation());
    }

    @Test
    void atTheEndAnEntryThatIsMissingAndAMessageTooManyAreSaid() {
        MutexChecker checker = new MutexChecker(plan(2, 1, 0));
        checker.enters(0, 1, 1, new long[] {1, 0});
        assertEquals(Optional.of("process 1 entered 0 times, not 1"), checker.violationAtEnd());
        checker.leaves(0, 2, new long[] {2, 0});
        checker.enters(1, 2, 2, new long[] {0, 1});

        assertEquals(Optional.of("0 messages for 2 entries, not 3 each"), checker.violationAtEnd());
    }

    @Test
    void aProcessThatComesBackFromACrashDoesNotAnswer() {
        LamportDeployment deployment = new LamportDeployment(plan(2, 3, 1), LamportNode::new);
        Simulation simulation = new Simulation(deployment.nodes(), NETWORK, 1, 2 * Long.BYTES);
        simulation.start();
        simulation.crash(1);
        simulation.restart(1, deployment.restarted(1));
        while (simulation.step()) {
            // until nothing is left
        }

        assertFalse(deployment.finished());
        assertEquals(0, deployment.checker().total());
    }

    @Test
    void tooManyProcessesAreRefusedInOneLine() {
        MutexWorkload workload = new MutexWorkload();
        Setting setting = Setting.of(workload, Values.of(workload, Map.of()));
        BadInput refusal = assertThrows(BadInput.class, () -> new LamportProtocol().deployment(setting, 257));

        assertEquals(
                "nodes is 257, but lamport takes at most 256: each request goes to all of them", refusal.getMessage());
    }

    @Test
    void anEntryTakesThreeMessagesForEachOfTheOthers() {
        MutexFigures.Entries entries = MutexFigures.entries(4, 100);

        assertEquals(new MutexFigures.Entries(4, 100, 900, Optional.empty()), entries);
        assertEquals(900, entries.expected());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8})
    void oneThatStopsForGoodStopsAllOthers(int nodes) {
        MutexFigures.Halt halt = MutexFigures.halt(nodes, 80, false);

        assertEquals(40, halt.entriesBefore());
        assertEquals(0, halt.granted());
        assertTrue(halt.letIn() <= 2L * (nodes - 1), halt::toString);
        assertTrue(halt.missing() >= 80 - 40 - 2L * (nodes - 1), halt::toString);
    }

    @Test
    void oneThatIsOnlyPausedStopsAllOthersUntilItGoesOn() {
        MutexFigures.Halt halt = MutexFigures.halt(3, 81, true);

        assertEquals(0, halt.granted());
        assertEquals(0, halt.missing());
    }
}
