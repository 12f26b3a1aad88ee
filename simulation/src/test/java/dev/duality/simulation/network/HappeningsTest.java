// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;
import dev.duality.shm.Payload;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The events of nodes, to the letter.
class HappeningsTest extends ScribeNodes {
    @Test
    void timeStandsStillInANodeAndJumpsToTheNextEvent() {
        Scribe sender = new Scribe(port -> {
            send(port, 1, 5);
            port.schedule(3, 250 * US);
        });
        Scribe receiver = new Scribe();

        Simulation simulation = run(new Simulation(List.of(sender, receiver), Network.PERFECT, 1, 0));

        assertEquals(List.of("100: 5 from 0"), receiver.heard);
        assertEquals(List.of("250: timer 3"), sender.heard);
        assertEquals(250 * US, simulation.nanos());
    }

    /// Sends numbered messages at odd times, or checks that they come in order.
    private static final class Numbered implements Node {
        private final RandomDraws draws = new RandomDraws().begin(3);
        private long sent;
        private long last = -1;
        private long overtaken;
        private long received;

        @Override
        public void onStart(Port port) {
            if (port.self() == 0) {
                port.schedule(0, 1);
            }
        }

        @Override
        public void onTimer(int timer, Port port) {
            send(port, 1, sent++);
            if (sent < 20_000) {
                port.schedule(0, draws.below(20 * US));
            }
        }

        @Override
        public void onMessage(Message message, Port port) {
            received++;
            overtaken += message.a() < last ? 1 : 0;
            last = Math.max(last, message.a());
        }
    }

    private static Numbered numbered(Network network) {
        Numbered receiver = new Numbered();
        run(new Simulation(List.of(new Numbered(), receiver), network, 5, 0));
        return receiver;
    }

    @Test
    void aLinkKeepsTheOrderOfItsMessagesWhateverTheirDelays() {
        for (Delay delay : List.of(
                Delay.constant(50 * US), Delay.uniform(0, 500 * US), Delay.normal(100, 90), Delay.logNormal(US, 3))) {
            Numbered receiver = numbered(new Network(delay, 0.1, 0.1, 0, 3_000));

            assertEquals(0, receiver.overtaken, delay.toString());
            assertTrue(receiver.received > 15_000, delay.toString());
        }
    }

    @Test
    void messagesThatAreHeldBackAreOvertaken() {
        for (Delay delay : List.of(Delay.constant(50 * US), Delay.uniform(0, 500 * US))) {
            Numbered receiver = numbered(Network.PERFECT.withDelay(delay).withReordering(0.1));

            assertTrue(receiver.overtaken > 500, delay + ": " + receiver.overtaken);
            assertEquals(20_000, receiver.received);
        }
    }

    @Test
    void linksWithNothingUnderWayAreForgotten() {
        FifoLinks order = new FifoLinks();
        for (int now = 0; now < 1_000_000; now++) {
            order.after(now % 60_000, now / 7 % 60_000, now + 100, now);
        }

        assertTrue(order.room() <= 2_048, "room for " + order.room());
        assertEquals(1_000_500, order.after(1, 2, 1_000_500, 1_000_000));
        assertEquals(1_000_500, order.after(1, 2, 1_000_400, 1_000_001));
        assertEquals(1_000_600, order.after(1, 2, 1_000_600, 1_000_002));
    }

    @Test
    void messagesLeaveTheirSenderOneAfterTheOtherAsLongAsTheyTake() {
        Scribe sender = new Scribe(port -> {
            for (int i = 0; i < 3; i++) {
                port.message(1 + i % 2).set(1, 0, i, 0).payload().length(1024 - Network.HEADER_BYTES);
                port.send(1 + i % 2);
            }
        });
        Scribe one = new Scribe();
        Scribe two = new Scribe();

        Network network = Network.PERFECT.withNanosPerKilobyte(30 * US);
        run(new Simulation(List.of(sender, one, two), network, 1, 1024));

        assertEquals(List.of("130: 0 from 0", "190: 2 from 0"), one.heard);
        assertEquals(List.of("160: 1 from 0"), two.heard);
    }

    @Test
    void aPartitionKeepsWhatIsSentFromGroupToGroupWhileItLasts() {
        Node sender = new Scribe(port -> port.schedule(1, 50 * US)) {
            @Override
            public void onTimer(int timer, Port port) {
                send(port, 1, timer);
                send(port, 2, timer);
                if (timer < 5) {
                    port.schedule(timer + 1, 100 * US); // sends at 50, 150, 250, 350 and 450
                }
            }
        };
        Scribe near = new Scribe();
        Scribe far = new Scribe();

        Simulation simulation = run(new Simulation(List.of(sender, near, far), Network.PERFECT, 1, 0)
                .plan(List.of(new Fault.Partition(NodeSet.of(0, 1), 100 * US, 350 * US))));

        assertEquals(5, near.heard.size());
        assertEquals(
                List.of("150: 1 from 0", "450: 4 from 0", "550: 5 from 0"), far.heard, "1 was on its way at the split");
        assertEquals(2, simulation.traffic().parted());
    }

    @Test
    void aPartitionKeepsBothGroupsFromEachOther() {
        Scribe one = new Scribe(port -> port.schedule(1, 50 * US)) {
            @Override
            public void onTimer(int timer, Port port) {
                send(port, 1, timer);
            }
        };
        Scribe other = new Scribe(port -> port.schedule(1, 50 * US)) {
            @Override
            public void onTimer(int timer, Port port) {
                send(port, 0, timer);
            }
        };

        Simulation simulation = run(new Simulation(List.of(one, other), Network.PERFECT, 1, 0)
                .plan(List.of(new Fault.Partition(NodeSet.of(0), 0, 60 * US))));

        assertEquals(List.of(), one.heard);
        assertEquals(List.of(), other.heard);
        assertEquals(2, simulation.traffic().parted());
    }

    @Test
    void aMessageCarriesItsBytesAndItsReceiverMayKeepThem() {
        Payload[] kept = {new Payload(64)};
        Node receiver = (message, _) -> message.payload().swap(kept[0]);
        Scribe sender = new Scribe(port -> {
            Payload payload = new Payload(64);
            for (int stamp = 1; stamp <= 3; stamp++) {
                payload.stamp(stamp, 40);
                port.send(1, 1, stamp, 0, 0, payload);
            }
        });
        Simulation simulation = new Simulation(List.of(sender, receiver), Network.PERFECT, 1, 64);
        simulation.start();

        for (int stamp = 1; stamp <= 3; stamp++) {
            assertTrue(simulation.step());
            assertEquals(40, kept[0].length());
            assertEquals(stamp, kept[0].stamp());
        }
        assertFalse(simulation.step());
    }

    @Test
    void twoMessagesCanBeWrittenAtOnce() {
        Scribe sender = new Scribe(port -> {
            Message first = port.message(1);
            Message second = port.message(2);
            first.set(1, 0, 10, 0).payload().length(0);
            second.set(1, 0, 20, 0).payload().length(0);
            port.send(2);
            port.send(1);
        });
        Scribe one = new Scribe();
        Scribe two = new Scribe();

        run(new Simulation(List.of(sender, one, two), Network.PERFECT, 1, 0));

        assertEquals(List.of("100: 10 from 0"), one.heard);
        assertEquals(List.of("100: 20 from 0"), two.heard);
    }

    @Test
    void slipsOfNodesAreNamed() {
        Simulation simulation = new Simulation(List.of(new Scribe(), new Scribe()), Network.PERFECT, 1, 8);
        simulation.start();
        Scribe node = new Scribe();
        simulation.crash(0);
        simulation.restart(0, node);

        assertThrows(IllegalArgumentException.class, () -> node.port.message(0), "itself");
        assertThrows(IllegalArgumentException.class, () -> node.port.message(2), "nobody");
        assertThrows(IllegalArgumentException.class, () -> node.port.schedule(-1, 5), "no name");
        Payload shorter = new Payload(2);
        shorter.length(1);
        assertThrows(IllegalArgumentException.class, () -> node.port.send(1, 1, 0, 0, 0, shorter));
        assertThrows(IllegalStateException.class, simulation::start, "twice");
        assertThrows(IllegalStateException.class, simulation::record, "too late");
        assertThrows(IllegalStateException.class, () -> simulation.restart(1, node), "it runs");
    }

    @Test
    void aBlockingCallOutsideOfNodesDrivesTheSimulation() {
        Scribe caller = new Scribe(port -> send(port, 1, 1));
        Node server = (message, port) -> send(port, message.from(), message.a() + 1);
        Simulation simulation = new Simulation(List.of(caller, server), Network.PERFECT, 1, 0);
        simulation.start();

        for (int attempt = 0; caller.heard.isEmpty(); attempt++) {
            if (caller.port.drive() == 0) {
                caller.port.idle(attempt);
            }
        }

        assertEquals(List.of("200: 2 from 1"), caller.heard);
        assertEquals(0, caller.port.drive());
        assertThrows(IllegalStateException.class, () -> caller.port.idle(0), "it would wait for ever");
    }
}
