// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.network;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Nodes that write down what happens to them.
abstract class ScribeNodes {
    static final long US = 1_000;

    /// Does what it is told at its start, and writes down what it gets and when.
    static class Scribe implements Node {
        final List<String> heard = new ArrayList<>();
        private final Consumer<Port> begin;
        Port port;

        Scribe(Consumer<Port> begin) {
            this.begin = begin;
        }

        Scribe() {
            this(_ -> {});
        }

        @Override
        public void onStart(Port given) {
            port = given;
            begin.accept(given);
        }

        @Override
        public void onMessage(Message message, Port from) {
            heard.add("%d: %d from %d".formatted(from.nanos() / US, message.a(), message.from()));
        }

        @Override
        public void onTimer(int timer, Port from) {
            heard.add("%d: timer %d".formatted(from.nanos() / US, timer));
        }
    }

    static void send(Port port, int to, long a) {
        port.message(to).set(1, 0, a, 0).payload().length(0);
        port.send(to);
    }

    static Simulation run(Simulation simulation) {
        simulation.start();
        while (simulation.step()) {
            assertTrue(simulation.nanos() >= 0);
        }
        return simulation;
    }
}
