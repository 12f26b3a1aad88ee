// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.messaging.Node;
import dev.duality.messaging.Port;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The effects of crashes, restarts and pauses of nodes on messages and timers.
class NodeFaultsTest extends ScribeNodes {
    @Test
    void whatACrashedNodeHasSentArrivesAndItsTimersDoNotRunOut() {
        Scribe victim = new Scribe(port -> {
            send(port, 1, 7);
            port.schedule(1, 80 * US);
        });
        Scribe other = new Scribe();
        Simulation simulation = new Simulation(List.of(victim, other), Network.PERFECT, 1, 0);
        simulation.start();
        simulation.crash(0);
        while (simulation.step()) {
            assertTrue(simulation.isDown(0));
        }

        assertEquals(List.of("100: 7 from 0"), other.heard);
        assertEquals(List.of(), victim.heard);
        assertThrows(IllegalStateException.class, () -> send(victim.port, 1, 8));
        assertThrows(IllegalStateException.class, () -> victim.port.schedule(1, 1));
    }

    @Test
    void messagesForANodeThatIsDownAreLostAndThoseThatComeAfterItsRestartAreNot() {
        Node sender = new Scribe(port -> port.schedule(1, 50 * US)) {
            @Override
            public void onTimer(int timer, Port port) {
                send(port, 1, timer);
                if (timer < 4) {
                    port.schedule(timer + 1, 50 * US); // arrive at 150, 200, 250, 300
                }
            }
        };
        Scribe before = new Scribe(port -> port.schedule(9, 240 * US));
        Scribe after = new Scribe(port -> port.schedule(8, 20 * US));

        Simulation simulation = run(new Simulation(List.of(sender, before), Network.PERFECT, 1, 0)
                .plan(List.of(new Fault.Crash(1, 160 * US, 220 * US)))
                .restartWith(_ -> after));

        assertEquals(List.of("150: 1 from 0"), before.heard);
        assertEquals(List.of("240: timer 8", "250: 3 from 0", "300: 4 from 0"), after.heard);
        assertEquals(1, simulation.traffic().missed());
    }

    @Test
    void aRestartIsThatOfItsOwnCrash() {
        List<String> log = Lines.of(new Simulation(List.of(new Scribe()), Network.PERFECT, 1, 0)
                .plan(List.of(new Fault.Crash(0, 10, 100), new Fault.Crash(0, 20, 30), new Fault.Crash(0, 100, 110)))
                .restartWith(_ -> new Scribe()));

        assertEquals(
                List.of(
                        "10 CRASHED 0 -1 -1 null",
                        "100 RESTARTED 0 -1 2 null",
                        "100 CRASHED 0 -1 -1 null",
                        "110 RESTARTED 0 -1 3 null"),
                log);
    }

    @Test
    void whatComesToANodeThatStandsStillWaitsAndComesInItsOrder() {
        Scribe sender =
                new Scribe(port -> {
                    for (int i = 0; i < 5; i++) {
                        send(port, 1, i);
                    }
                    port.schedule(1, 400 * US);
                }) {
                    @Override
                    public void onTimer(int timer, Port port) {
                        send(port, 1, 5); // arrives just when the node goes on
                    }
                };
        Scribe victim = new Scribe(port -> {
            port.schedule(1, 50 * US);
            port.schedule(2, 200 * US);
        });

        run(new Simulation(List.of(sender, victim), Network.PERFECT.withDelay(Delay.constant(100 * US)), 1, 0)
                .plan(List.of(
                        new Fault.Pause(1, 90 * US, 300 * US),
                        new Fault.Pause(1, 150 * US, 500 * US), // goes on standing
                        new Fault.Pause(1, 160 * US, 170 * US))));

        assertEquals(
                List.of(
                        "50: timer 1",
                        "500: 0 from 0",
                        "500: 1 from 0",
                        "500: 2 from 0",
                        "500: 3 from 0",
                        "500: 4 from 0",
                        "500: timer 2",
                        "500: 5 from 0"),
                victim.heard);
    }

    @Test
    void whatWaitedForANodeThatStoodStillIsLostWhenItCrashes() {
        Scribe sender = new Scribe(port -> send(port, 1, 4));
        Scribe after = new Scribe();

        Simulation simulation = run(new Simulation(List.of(sender, new Scribe()), Network.PERFECT, 1, 0)
                .plan(List.of(new Fault.Pause(1, 50 * US, 500 * US), new Fault.Crash(1, 200 * US, 300 * US)))
                .restartWith(_ -> after));

        assertEquals(List.of(), after.heard);
        assertEquals(1, simulation.traffic().missed());
    }
}
