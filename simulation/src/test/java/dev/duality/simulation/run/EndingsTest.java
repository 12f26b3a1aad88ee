// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;
import dev.duality.shm.Payload;
import dev.duality.simulation.derived.PlainProtocol;
import dev.duality.simulation.network.Delay;
import dev.duality.simulation.network.Fault;
import dev.duality.simulation.network.Network;
import dev.duality.simulation.network.NodeFaults;
import dev.duality.simulation.network.Schedule;
import dev.duality.simulation.protocol.Deployment;
import dev.duality.simulation.protocol.FaultKind;
import dev.duality.simulation.protocol.Protocol;
import dev.duality.simulation.protocol.Protocols;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.FinalState;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Sum;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import dev.duality.workloads.catalog.Catalog;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// The ends of plays, and what they count.
class EndingsTest {
    private static final Catalog CATALOG = Catalog.load(EndingsTest.class.getClassLoader());
    private static final Protocols PROTOCOLS = Protocols.load(EndingsTest.class.getClassLoader());
    private static final Workload COUNTER = CATALOG.workload("counter");
    private static final Protocol PLAIN = PROTOCOLS.of(COUNTER, "plain");
    private static final Network DOUBLING = Network.PERFECT.withDuplication(0.01);

    private static Setting counter(String... sets) {
        Map<String, String> values = new LinkedHashMap<>(Map.of("operations", "300"));
        for (int i = 0; i < sets.length; i += 2) {
            values.put(sets[i], sets[i + 1]);
        }
        return Setting.of(COUNTER, Values.of(COUNTER, PLAIN.parameters(), values));
    }

    private static SimulationReport plain(Conditions conditions, String... sets) {
        return new SimulationRun(PLAIN, counter(sets), 4, conditions).run();
    }

    @Test
    void plainTakesTwoMessagesAnOperationAndTheStateIsThatOfTheSpecification() {
        SimulationReport report = plain(Conditions.FAIR);

        assertEquals(new SimulationOutcome.Finished(), report.outcome());
        assertEquals(OptionalDouble.of(2), report.messagesPerOperation());
        assertEquals(100 * 200_000, report.nanos(), "each of 3 clients has 100 calls there and back");
        assertEquals(Map.of("operations", 300L), report.counts());
        assertEquals(600 * Network.HEADER_BYTES, report.traffic().bytes());
    }

    @Test
    void aWindowHasSeveralOperationsUnderWay() {
        assertEquals(25 * 200_000, plain(Conditions.FAIR, "window", "4").nanos());
    }

    @Test
    void ownersShareAStateThatComesApartAndNoOther() {
        Workload echo = CATALOG.workload("echo");
        Protocol plain = PROTOCOLS.of(echo, "plain");
        Values values = Values.of(echo, plain.parameters(), Map.of("operations", "300", "owners", "2"));

        SimulationReport shared = new SimulationRun(plain, Setting.of(echo, values), 5, Conditions.FAIR).run();

        assertEquals(new SimulationOutcome.Finished(), shared.outcome());
        assertThrows(BadInput.class, () -> plain(Conditions.FAIR, "owners", "2"));
    }

    @Test
    void aLostMessageLeavesPlainStuck() {
        SimulationReport report = plain(Conditions.FAIR.withSchedule(new Schedule(List.of(new Fault.Lost(7)))));

        assertEquals(new SimulationOutcome.Stuck(), report.outcome());
        assertTrue(report.outcome().isFailure());
        assertEquals(OptionalLong.empty(), report.digest());
    }

    @Test
    void aRequestThatComesTwiceIsSeenInTheState() {
        SimulationReport report = plain(Conditions.FAIR.withSchedule(new Schedule(List.of(new Fault.Doubled(6)))));

        assertInstanceOf(
                SimulationOutcome.Violated.class,
                report.outcome(),
                report.outcome().line());
    }

    @Test
    void aDoubledReplyIsTold() {
        Workload silent = new Sum() {
            @Override
            public Optional<String> violation(FinalState finalState) {
                return Optional.empty();
            }
        };
        Protocol plain = new PlainProtocol(silent);
        Setting setting = Setting.of(silent, Values.of(silent, plain.parameters(), Map.of()));
        Conditions twice = Conditions.FAIR.withSchedule(new Schedule(List.of(new Fault.Doubled(6))));

        assertEquals(
                new SimulationOutcome.Finished(),
                new SimulationRun(plain, setting, 4, Conditions.FAIR).run().outcome());
        SimulationOutcome.Violated violated = assertInstanceOf(
                SimulationOutcome.Violated.class,
                new SimulationRun(plain, setting, 4, twice).run().outcome());
        assertTrue(violated.line().contains("a message was doubled"), violated.line());
    }

    @Test
    void theStateIsComparedWithThatOfTheSpecification() {
        AtomicInteger made = new AtomicInteger();
        Workload other = new Sum() {
            @Override
            public Specification specification(Setting setting) {
                Specification sum = super.specification(setting);
                int number = made.incrementAndGet(); // no two states are alike
                return new Specification() {
                    @Override
                    public long apply(int kind, long a, long b, Payload payload) {
                        return sum.apply(kind, a, b, payload);
                    }

                    @Override
                    public long digest() {
                        return sum.digest() + number;
                    }
                };
            }
        };
        Protocol plain = new PlainProtocol(other);
        Setting setting = Setting.of(other, Values.of(other, plain.parameters(), Map.of()));

        SimulationOutcome.Violated violated = assertInstanceOf(
                SimulationOutcome.Violated.class,
                new SimulationRun(plain, setting, 4, Conditions.FAIR).run().outcome());
        assertTrue(violated.line().startsWith("the state's digest is "), violated.line());
    }

    @Test
    void plainIsRefusedWhatItHasNoAnswerTo() {
        assertEquals(
                Optional.of("plain has no answer to lost messages; use loss=0 or another protocol"),
                SimulationRun.rejects(PLAIN, Conditions.FAIR.withNetwork(Network.PERFECT.withLoss(0.1))));
        assertEquals(
                Optional.of("plain has no answer to nodes that crash; use crashes=0 or another protocol"),
                SimulationRun.rejects(PLAIN, Conditions.FAIR.withNodeFaults(new NodeFaults(1, 1, 0, 5, 5))));
        assertEquals(
                Optional.empty(),
                SimulationRun.rejects(PLAIN, Conditions.FAIR.withNodeFaults(new NodeFaults(0, 9, 0, 5, 5))));
        assertEquals(
                EnumSet.of(FaultKind.LOSS, FaultKind.CRASH),
                Conditions.FAIR
                        .withSchedule(new Schedule(List.of(new Fault.Lost(1), new Fault.Crash(1, 1, 2))))
                        .faultKinds());
    }

    @Test
    void aPlayIsBrokenOffWhenItTakesTooLong() {
        assertEquals(
                new SimulationOutcome.BrokenOff(SimulationOutcome.Limit.TIME),
                plain(Conditions.FAIR.withMostNanos(5_000_000)).outcome());
        SimulationReport counted = plain(Conditions.FAIR.withMostEvents(100));
        assertEquals(new SimulationOutcome.BrokenOff(SimulationOutcome.Limit.EVENTS), counted.outcome());
        assertEquals(100, counted.traffic().events());
    }

    @Test
    void tooFewOrTooManyNodesAreRefusedInOneLine() {
        assertThrows(BadInput.class, () -> new SimulationRun(PLAIN, counter(), 1, Conditions.FAIR).run());
        assertThrows(
                BadInput.class,
                () -> new SimulationRun(PLAIN, counter(), Message.MAX_NODES + 1, Conditions.FAIR).run());
    }

    private static SimulationReport counted(Conditions conditions, long seed) {
        return new SimulationRun(new Counted(), counter().withSeed(seed), 4, conditions).run();
    }

    @Test
    void whatMustHoldIsCheckedAfterEachEventAndTheSameSeedFailsAtTheSameOne() {
        Conditions doubling = Conditions.FAIR.withNetwork(DOUBLING);
        SimulationOutcome.Violated violated = assertInstanceOf(
                SimulationOutcome.Violated.class, counted(doubling, 3).outcome());

        assertTrue(violated.line().contains("50 calls, and 51 were counted"), violated.line());
        assertEquals(violated, counted(doubling, 3).outcome());
        assertNotEquals(violated, counted(doubling, 4).outcome());
        Conditions shorter = doubling.withMostEvents(violated.event() - 1);
        assertEquals(
                new SimulationOutcome.BrokenOff(SimulationOutcome.Limit.EVENTS),
                counted(shorter, 3).outcome(),
                "nothing is wrong an event before");
        assertEquals(
                new SimulationOutcome.Finished(), counted(Conditions.FAIR, 3).outcome());
    }

    /// Only the double of the last request comes late, when all work is done.
    @Test
    void whatComesAfterTheWorkIsDoneIsSeenByAPlayThatLingers() {
        Conditions late = Conditions.FAIR.withSchedule(new Schedule(List.of(
                new Fault.Doubled(2 * 3 * Counted.CALLS - 4),
                new Fault.Delayed(2 * 3 * Counted.CALLS - 4, 1, 900_000))));

        assertEquals(new SimulationOutcome.Finished(), counted(late, 1).outcome());
        assertInstanceOf(
                SimulationOutcome.Violated.class,
                counted(late.withLinger(1_000_000), 1).outcome());
    }

    /// A cast of one node that does what it is told.
    private record Alone(Node node, boolean finished) implements Protocol, Deployment {
        @Override
        public String name() {
            return "alone";
        }

        @Override
        public String description() {
            return "one node";
        }

        @Override
        public int leastNodes() {
            return 1;
        }

        @Override
        public Deployment deployment(Setting setting, int nodes) {
            return this;
        }

        @Override
        public List<Node> nodes() {
            return List.of(node);
        }

        @Override
        public Node restarted(int place) {
            return node;
        }

        @Override
        public long digest() {
            return 0;
        }

        @Override
        public Map<String, Long> counts() {
            return Map.of();
        }
    }

    @Test
    void aNodeThatThrowsIsAFailureAndItsEventIsTold() {
        Node thrower = new Node() {
            @Override
            public void onStart(Port port) {
                port.schedule(1, 10);
            }

            @Override
            public void onTimer(int timer, Port port) {
                if (timer == 3) {
                    throw new IllegalArgumentException("no third");
                }
                port.schedule(timer + 1, 10);
            }

            @Override
            public void onMessage(Message message, Port port) {}
        };

        SimulationReport report = new SimulationRun(new Alone(thrower, false), counter(), 1, Conditions.FAIR).run();

        assertEquals(
                new SimulationOutcome.Violated(3, "a node threw java.lang.IllegalArgumentException: no third"),
                report.outcome());
        assertEquals(OptionalDouble.empty(), report.messagesPerOperation());
    }

    @Test
    void aPlayThatLingersIsBoundInItsEvents() {
        Node ticker = new Node() {
            @Override
            public void onStart(Port port) {
                port.schedule(1, 10);
            }

            @Override
            public void onTimer(int timer, Port port) {
                port.schedule(timer, 10);
            }

            @Override
            public void onMessage(Message message, Port port) {}
        };
        Conditions conditions = Conditions.FAIR.withLinger(1_000_000).withMostEvents(50);

        SimulationReport report = new SimulationRun(new Alone(ticker, true), counter(), 1, conditions).run();

        assertEquals(new SimulationOutcome.Finished(), report.outcome());
        assertEquals(50, report.traffic().events());
    }

    @Test
    void aPlayThatFailsIsReplayedFromItsScheduleWhereverTheSameSeedIs() {
        Conditions rough = Conditions.FAIR.withNetwork(new Network(Delay.uniform(1_000, 900_000), 0.05, 0.01, 0, 100));
        SimulationRun play = new SimulationRun(new Counted(), counter().withSeed(9), 4, rough).record();
        SimulationReport original = play.run();
        assertInstanceOf(SimulationOutcome.Violated.class, original.outcome());
        assertFalse(play.schedule().faults().isEmpty());

        SimulationReport again =
                new SimulationRun(new Counted(), counter().withSeed(9), 4, rough.withSchedule(play.schedule())).run();

        assertEquals(original, again);
    }
}
