// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.mapreduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.simulation.mapreduce.Task.Phase;
import dev.duality.simulation.mapreduce.Task.State;
import dev.duality.simulation.network.Delay;
import dev.duality.simulation.network.Network;
import dev.duality.simulation.network.NodeFaults;
import dev.duality.simulation.protocol.Deployment;
import dev.duality.simulation.protocol.Protocol;
import dev.duality.simulation.run.Conditions;
import dev.duality.simulation.run.SimulationOutcome;
import dev.duality.simulation.run.SimulationReport;
import dev.duality.simulation.run.SimulationRun;
import dev.duality.workloads.Parameter;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Values;
import dev.duality.workloads.mapreduce.MapReduceWorkload;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MasterProtocolTest {
    private static final long SECOND = 1_000_000_000;
    private static final MapReduceWorkload WORKLOAD = new MapReduceWorkload();
    private static final Protocol PROTOCOL = new MasterProtocol(WORKLOAD);
    private static final Network ROUGH = Network.PERFECT
            .withDelay(Delay.logNormal(1_000_000, 1))
            .withLoss(0.1)
            .withDuplication(0.1)
            .withReordering(0.2);

    private static Setting setting(long seed, Map<String, String> values) {
        return Setting.of(WORKLOAD, Values.of(WORKLOAD, PROTOCOL.parameters(), values))
                .withSeed(seed);
    }

    private static Setting small(long seed) {
        return setting(seed, Map.of("operations", "40", "chunk", "64", "reduces", "6", "stragglers", "100"));
    }

    /// The protocol with other nodes.
    private record Twin(MasterDeployment.Masters masters, MasterDeployment.Workers workers) implements Protocol {
        @Override
        public String name() {
            return "twin";
        }

        @Override
        public String description() {
            return "with a rule forgotten";
        }

        @Override
        public List<Parameter<?>> parameters() {
            return PROTOCOL.parameters();
        }

        @Override
        public int payloadBytes(Setting setting, int nodes) {
            return PROTOCOL.payloadBytes(setting, nodes);
        }

        @Override
        public Deployment deployment(Setting setting, int nodes) {
            return new MasterDeployment(
                    MasterProtocol.Plan.of(setting, WORKLOAD.text(setting), nodes), masters, workers);
        }
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 12);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theOutputIsTheSameWhateverTheNetworkDoesAndWhoeverDies(long seed) {
        SimulationReport fair = new SimulationRun(PROTOCOL, small(seed), 5, Conditions.FAIR).run();
        SimulationReport rough = new SimulationRun(
                        PROTOCOL,
                        small(seed),
                        5,
                        Conditions.FAIR
                                .withNetwork(ROUGH)
                                .withNodeFaults(new NodeFaults(6, 3, 2, SECOND, SECOND / 5))
                                .withLinger(SECOND / 10)
                                .withMostNanos(600 * SECOND))
                .run();

        assertInstanceOf(
                SimulationOutcome.Finished.class,
                fair.outcome(),
                () -> fair.outcome().line());
        assertInstanceOf(
                SimulationOutcome.Finished.class,
                rough.outcome(),
                () -> rough.outcome().line());
        assertEquals(fair.digest(), rough.digest());
        assertNotEquals(OptionalLong.empty(), rough.digest());
    }

    /// The records of a partition take longer to leave than a beat lasts, or than ten.
    @ParameterizedTest
    @ValueSource(longs = {100_000, 500_000})
    void recordsThatLeaveSlowlyAreNotSentAgainWithEachBeat(long nanosPerKilobyte) {
        Conditions slow = Conditions.FAIR
                .withNetwork(Network.PERFECT.withNanosPerKilobyte(nanosPerKilobyte))
                .withMostNanos(60 * SECOND);
        Setting usual = setting(1, Map.of());

        SimulationReport fast = new SimulationRun(PROTOCOL, usual, 4, Conditions.FAIR).run();
        SimulationReport report = new SimulationRun(PROTOCOL, usual, 4, slow).run();

        assertEquals(new SimulationOutcome.Finished(), report.outcome());
        assertEquals(fast.digest(), report.digest());
        long bytes = report.traffic().bytes();
        long needed = fast.traffic().bytes();
        assertTrue(bytes < 20 * needed, () -> bytes + " bytes, where " + needed + " do");
    }

    /// A beat alone takes longer than until the next.
    @Test
    void aPlayThatSendsFasterThanMessagesLeaveIsBrokenOff() {
        Conditions choked = Conditions.FAIR.withNetwork(Network.PERFECT.withNanosPerKilobyte(10 * SECOND));

        assertEquals(
                new SimulationOutcome.BrokenOff(SimulationOutcome.Limit.WAITING),
                new SimulationRun(PROTOCOL, setting(1, Map.of("beat", "1000")), 4, choked)
                        .run()
                        .outcome());
    }

    @Test
    void whatIsTriedInVainIsTriedAfterTwiceAsManyTurns() {
        Retries retries = new Retries();
        retries.now();

        List<Integer> due =
                IntStream.range(0, 64).filter(_ -> retries.isDue()).boxed().toList();

        assertEquals(List.of(0, 1, 3, 7, 15, 31, 63), due);
    }

    @Test
    void whoDiesTakesItsMapsAlong() {
        Conditions dying = Conditions.FAIR.withNodeFaults(new NodeFaults(6, 0, 0, SECOND / 5, SECOND / 5));
        long lost = seeds().map(seed -> new SimulationRun(PROTOCOL, small(seed), 5, dying)
                        .run()
                        .counts()
                        .get("maps lost"))
                .sum();

        assertTrue(lost > 0, "no map was ever lost");
    }

    /// Adds every piece that comes, also one that came before.
    @Test
    void aWorkerThatCountsPiecesTwiceIsObjectedTo() {
        Protocol twin = new Twin(MasterNode::new, (plan, boot) -> new WorkerNode(plan, boot) {
            @Override
            boolean wants(int map, int from) {
                return true;
            }
        });
        Conditions doubling = Conditions.FAIR.withNetwork(Network.PERFECT.withDuplication(0.3));
        SimulationOutcome outcome =
                new SimulationRun(twin, small(1), 5, doubling).run().outcome();

        assertInstanceOf(SimulationOutcome.Violated.class, outcome, outcome::line);
        assertTrue(outcome.line().contains("differ"), outcome::line);
    }

    /// Then those that reduce wait for ever for what the dead had mapped.
    @Test
    void aMasterThatDoesNotHaveLostMapsDoneAgainNeverFinishes() {
        Protocol twin = new Twin(
                (plan, checker) -> new MasterNode(plan, checker) {
                    @Override
                    void lose(int node, long boot) {
                        // believes that it is still there
                    }
                },
                WorkerNode::new);
        Conditions dying = Conditions.FAIR
                .withNodeFaults(new NodeFaults(6, 0, 0, SECOND / 10, SECOND / 50))
                .withMostNanos(30 * SECOND);

        assertTrue(
                seeds().anyMatch(seed ->
                        new SimulationRun(twin, small(seed), 5, dying).run().outcome()
                                instanceof SimulationOutcome.BrokenOff),
                "it always finished");
        assertTrue(
                seeds().allMatch(seed ->
                        new SimulationRun(PROTOCOL, small(seed), 5, dying).run().outcome()
                                instanceof SimulationOutcome.Finished),
                "the master itself did not finish");
    }

    @Test
    void backUpTasksShortenAJobWithStragglers() {
        Map<String, String> values = new HashMap<>(
                Map.of("operations", "60", "chunk", "64", "stragglers", "100", "slowness", "50", "backup", "off"));
        SimulationReport without = new SimulationRun(PROTOCOL, setting(3, values), 7, Conditions.FAIR).run();
        values.put("backup", "on");
        SimulationReport backedUp = new SimulationRun(PROTOCOL, setting(3, values), 7, Conditions.FAIR).run();

        assertEquals(0, without.counts().get("back-up tasks"));
        assertEquals(68, without.counts().get("executions"));
        assertTrue(backedUp.counts().get("back-up tasks") > 0);
        assertTrue(backedUp.nanos() < 0.7 * without.nanos(), backedUp.nanos() + " of " + without.nanos());
        assertEquals(without.digest(), backedUp.digest());
    }

    @Test
    void aJobWithAKnownSerialPartGoesByAmdahlsLaw() {
        SortedMap<Integer, Double> seconds = MapReduceFigures.secondsByWorkers(0.25);

        seconds.forEach((n, took) ->
                assertEquals(0.25 + 0.75 / n, took / seconds.get(1), 0.01 * (0.25 + 0.75 / n), n + " workers"));
    }

    @Test
    void aTaskIsItsWordAndNoTwoAreAlike() {
        Set<Long> words = new HashSet<>(Set.of(Task.NONE));
        for (Phase phase : Phase.values()) {
            for (int number = 0; number < 50; number++) {
                for (State state : State.values()) {
                    Task task = new Task(phase, number, state);
                    assertEquals(task, Task.of(task.word()));
                    assertTrue(words.add(task.word()), task::toString);
                }
            }
        }
    }
}
