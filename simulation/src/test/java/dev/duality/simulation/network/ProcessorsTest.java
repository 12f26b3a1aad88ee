// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The cost of messages for the processors of their nodes: LogGP's o and g, beside L and G.
class ProcessorsTest extends ScribeNodes {
    private static final Network FAR = Network.PERFECT.withDelay(Delay.constant(10 * US));

    private static Network network(long overhead, long gap, long work) {
        return FAR.withCosts(new Network.Costs(overhead * US, gap * US, work * US));
    }

    private static Scribe sender(int to, int count) {
        return new Scribe(port -> {
            for (int i = 0; i < count; i++) {
                ScribeNodes.send(port, to, i);
            }
        });
    }

    private static Scribe heardBy(Network network, Scribe receiver, Node... senders) {
        List<Node> nodes = new ArrayList<>(List.of(receiver));
        nodes.addAll(List.of(senders));
        run(new Simulation(nodes, network, 1, 0));
        return receiver;
    }

    /// 2 + 1 + 10 + 2: o, 32 bytes at G, L, o.
    @Test
    void oneMessageTakesTheOverheadOfBothEndsItsBytesAndTheWay() {
        Network network = network(2, 0, 0).withNanosPerKilobyte(32 * US);

        assertEquals(List.of("15: 0 from 1"), heardBy(network, new Scribe(), sender(0, 1)).heard);
    }

    @Test
    void theWorkOnAMessageComesBeforeAnythingThatFollowsFromIt() {
        assertEquals(List.of("17: 0 from 1"), heardBy(network(2, 0, 3), new Scribe(), sender(0, 1)).heard);
    }

    /// To three, each of whom takes one.
    private static List<String> heardByThree(Network network) {
        Scribe[] receivers = {new Scribe(), new Scribe(), new Scribe()};
        Scribe sender = new Scribe(port -> {
            for (int to = 0; to < receivers.length; to++) {
                ScribeNodes.send(port, to, to);
            }
        });
        run(new Simulation(List.of(receivers[0], receivers[1], receivers[2], sender), network, 1, 0));
        return Stream.of(receivers).map(receiver -> receiver.heard.getFirst()).toList();
    }

    @Test
    void whoSendsSeveralIsBusyWithOneAfterTheOther() {
        assertEquals(List.of("14: 0 from 3", "16: 1 from 3", "18: 2 from 3"), heardByThree(network(2, 0, 0)));
    }

    @Test
    void theMessagesOfABurstLeaveAGapApart() {
        assertEquals(List.of("14: 0 from 3", "19: 1 from 3", "24: 2 from 3"), heardByThree(network(2, 5, 0)));
    }

    @Test
    void messagesThatComeAtOnceAreTakenOneAfterTheOther() {
        assertEquals(
                List.of("14: 0 from 1", "16: 0 from 2", "18: 0 from 3"),
                heardBy(network(2, 0, 0), new Scribe(), sender(0, 1), sender(0, 1), sender(0, 1)).heard);
    }

    @Test
    void messagesThatComeAtOnceAreTakenAGapApart() {
        assertEquals(
                List.of("14: 0 from 1", "19: 0 from 2", "24: 0 from 3"),
                heardBy(network(2, 5, 0), new Scribe(), sender(0, 1), sender(0, 1), sender(0, 1)).heard);
    }

    /// Messages come at 12; each is taken for 2 and answered for 2, and then the next.
    @Test
    void anAnswerGoesOutBeforeTheNextMessageIsTaken() {
        Scribe server = new Scribe() {
            @Override
            public void onMessage(Message message, Port from) {
                ScribeNodes.send(from, message.from(), message.a());
            }
        };
        Scribe[] clients = {sender(0, 1), sender(0, 1), sender(0, 1)};
        heardBy(network(2, 0, 0), server, clients);

        assertEquals(List.of("28: 0 from 0"), clients[0].heard);
        assertEquals(List.of("32: 0 from 0"), clients[1].heard);
        assertEquals(List.of("36: 0 from 0"), clients[2].heard);
    }

    /// The second message comes at 14, when the first has been taken and is not answered yet.
    @Test
    void aMessageThatComesAsAnotherWasTakenWaitsForItsAnswerToGoOut() {
        Scribe server = new Scribe() {
            @Override
            public void onMessage(Message message, Port from) {
                ScribeNodes.send(from, message.from(), message.a());
            }
        };
        Scribe client = sender(0, 2);
        heardBy(network(2, 0, 0), server, client);

        assertEquals(List.of("28: 0 from 0", "32: 1 from 0"), client.heard);
    }

    @Test
    void aTimerThatRunsOutMeanwhileWaitsForTheProcessor() {
        Scribe receiver = new Scribe(port -> port.schedule(7, 15 * US));

        assertEquals(List.of("20: timer 7", "20: 0 from 1"), heardBy(network(2, 0, 6), receiver, sender(0, 1)).heard);
    }

    /// Messages come at 12 and at 14, and the first is taken until 20; the timer runs out after both have come.
    @Test
    void aTimerThatRanOutMeanwhileComesBeforeMessagesThatCameBeforeIt() {
        Scribe receiver = new Scribe(port -> port.schedule(7, 15 * US));

        assertEquals(
                List.of("20: timer 7", "20: 0 from 1", "28: 1 from 1"),
                heardBy(network(2, 0, 6), receiver, sender(0, 2)).heard);
    }

    @Test
    void timersThatRanOutMeanwhileComeInTheOrderInWhichTheyRanOut() {
        Scribe receiver = new Scribe(port -> {
            port.schedule(7, 16 * US);
            port.schedule(8, 15 * US);
        });

        assertEquals(
                List.of("20: timer 8", "20: timer 7", "20: 0 from 1"),
                heardBy(network(2, 0, 6), receiver, sender(0, 1)).heard);
    }

    /// It goes on at 20, when the message begins to be taken; the timer ran out after that had come.
    @Test
    void aTimerThatRanOutWhileItsNodeStoodStillComesBeforeAMessageThatWaitedForItsProcessor() {
        Scribe receiver = new Scribe(port -> port.schedule(7, 15 * US));
        Simulation simulation = new Simulation(List.of(receiver, sender(0, 1)), network(2, 0, 6), 1, 0)
                .plan(List.of(new Fault.Pause(0, 5 * US, 20 * US)));
        run(simulation);

        assertEquals(List.of("28: timer 7", "28: 0 from 1"), receiver.heard);
    }

    @Test
    void whatWaitsForANodeThatStandsStillIsTakenWhenItGoesOn() {
        Scribe receiver = new Scribe();
        Simulation simulation = new Simulation(List.of(receiver, sender(0, 3)), network(2, 0, 0), 1, 0)
                .plan(List.of(new Fault.Pause(0, 15 * US, 50 * US)));
        run(simulation);

        assertEquals(List.of("14: 0 from 1", "50: 1 from 1", "52: 2 from 1"), receiver.heard);
    }

    @Test
    void whatANodeHasNotTakenIsLostWithIt() {
        Scribe fresh = new Scribe();
        Simulation simulation = new Simulation(
                        List.of(new Scribe(), sender(0, 1), sender(0, 1), sender(0, 1)), network(2, 0, 0), 1, 0)
                .plan(List.of(new Fault.Crash(0, 13 * US, 13 * US + 500)))
                .restartWith(_ -> fresh);
        run(simulation);

        assertEquals(List.of(), fresh.heard);
        assertEquals(3, simulation.traffic().missed());
        assertEquals(0, simulation.traffic().delivered());
        assertEquals(0, simulation.waitingBytes());
    }

    @Test
    void theBusiestNodeIsTheOneThatMessagesKeptBusyLongest() {
        Simulation simulation =
                run(new Simulation(List.of(sender(2, 1), sender(2, 1), new Scribe()), network(2, 0, 1), 1, 0));

        assertEquals(18 * US, simulation.nanos());
        assertEquals(2, simulation.busiest());
        assertEquals(6.0 / 18, simulation.busyShare(2), 1e-9);
        assertEquals(2.0 / 18, simulation.busyShare(0), 1e-9);
    }

    /// From 12 on it takes a message for 8, and crashes after 3 of them.
    @Test
    void aProcessorIsBusyNoLongerThanItsNodeLives() {
        Simulation simulation = new Simulation(
                        List.of(new Scribe(), sender(0, 1), new Scribe(port -> port.schedule(1, 30 * US))),
                        network(2, 0, 6),
                        1,
                        0)
                .plan(List.of(new Fault.Crash(0, 15 * US, Long.MAX_VALUE)));
        run(simulation);

        assertEquals(30 * US, simulation.nanos());
        assertEquals(3.0 / 30, simulation.busyShare(0), 1e-9);
    }

    /// It is down from 15 to 19, when the message that it lost would still have kept it busy; the next takes 8 from 22.
    @Test
    void theNextLifeOfANodeAddsToTheTimeForWhichTheOneBeforeWasBusy() {
        Scribe later =
                new Scribe(port -> {
                    port.schedule(1, 10 * US);
                    port.schedule(2, 40 * US);
                }) {
                    @Override
                    public void onTimer(int timer, Port port) {
                        if (timer == 1) {
                            ScribeNodes.send(port, 0, 0);
                        }
                    }
                };
        Simulation simulation = new Simulation(List.of(new Scribe(), sender(0, 1), later), network(2, 0, 6), 1, 0)
                .plan(List.of(new Fault.Crash(0, 15 * US, 19 * US)))
                .restartWith(_ -> new Scribe());
        run(simulation);

        assertEquals(40 * US, simulation.nanos());
        assertEquals((3.0 + 8.0) / 40, simulation.busyShare(0), 1e-9);
    }

    /// Ten thousand wait at one node: each has two events and the node wakes once for each, in whatever order they
    /// came.
    @Test
    void aCrowdAtOneServerTakesNoMoreEventsThanMessages() {
        int crowd = 10_000;
        Scribe server = new Scribe();
        List<Node> nodes = new ArrayList<>(List.of(server));
        IntStream.range(0, crowd).forEach(_ -> nodes.add(sender(0, 1)));
        Simulation simulation = run(new Simulation(nodes, network(2, 0, 0), 1, 0));

        assertEquals(crowd, server.heard.size());
        assertEquals(crowd, simulation.events());
        assertEquals((12 + 2L * crowd) * US, simulation.nanos());
    }

    @Test
    void theSameSeedGivesTheSameRunAndCostsOfNothingChangeNothing() {
        Network rough = new Network(Delay.logNormal(100_000, 1), 0.01, 0.05, 0.1, 1_000);
        Network costly = rough.withCosts(new Network.Costs(700, 900, 300));
        List<String> once = talked(costly);

        assertTrue(once.size() > 1_000, "only " + once.size());
        assertEquals(once, talked(costly));
        assertEquals(talked(rough), talked(rough.withCosts(Network.Costs.NONE)));
    }

    private static List<String> talked(Network network) {
        return Lines.of(new Simulation(Gossip.nodes(20, 64, 30), network, 3, 64)
                .plan(new NodeFaults(5, 5, 1, 1_000_000, 200_000).draw(3, 20))
                .restartWith(node -> new Gossip(node, 20, 64, 30)));
    }

    @Test
    void costsBelowNothingAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Network.Costs(-1, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new Network.Costs(0, -1, 0));
        assertThrows(IllegalArgumentException.class, () -> new Network.Costs(0, 0, 10_000_000_001L));
    }
}
