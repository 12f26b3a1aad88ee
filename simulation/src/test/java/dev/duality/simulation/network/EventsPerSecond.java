// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.network;

import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;

/// Prints how many events are simulated in a second of one core's time, for nodes that pass messages round and set
/// timers; to be run by hand, it asserts nothing: `EventsPerSecond [NODES] [PAYLOAD] [SECONDS]`.
public final class EventsPerSecond {
    private EventsPerSecond() {}

    /// Sends each message on to another node, and has a timer that each message moves; when it runs
    /// out, a message has been lost.
    private static final class Hop implements Node {
        private final int nodes;
        private final int payload;
        private int next;

        Hop(int self, int nodes, int payload) {
            this.nodes = nodes;
            this.payload = payload;
            this.next = self;
        }

        @Override
        public void onStart(Port port) {
            send(port);
        }

        @Override
        public void onMessage(Message message, Port port) {
            port.schedule(1, 300_000);
            send(port);
        }

        @Override
        public void onTimer(int timer, Port port) {
            port.schedule(timer, 300_000);
            send(port);
        }

        private void send(Port port) {
            next = (next + 1) % nodes;
            if (next == port.self()) {
                next = (next + 1) % nodes;
            }
            port.message(next).set(1, 0, 0, 0).payload().length(payload);
            port.send(next);
        }
    }

    public static void main(String[] args) {
        int nodes = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
        int payload = args.length > 1 ? Integer.parseInt(args[1]) : 64;
        long seconds = args.length > 2 ? Long.parseLong(args[2]) : 5;
        measure("constant delay", Network.PERFECT, nodes, payload, seconds);
        measure("uniform delay", Network.PERFECT.withDelay(Delay.uniform(50_000, 200_000)), nodes, payload, seconds);
        measure(
                "normal delay, 1 % doubled, 1 % reordered, 2 % lost",
                new Network(Delay.normal(100_000, 20_000), 0.02, 0.01, 0.01, 1_000), nodes, payload, seconds);
    }

    private static void measure(String name, Network network, int count, int payload, long seconds) {
        List<Node> nodes = new ArrayList<>();
        for (int node = 0; node < count; node++) {
            nodes.add(new Hop(node, count, payload));
        }
        Simulation simulation = new Simulation(nodes, network, 1, payload);
        simulation.start();
        run(simulation, seconds); // warm-up
        long before = simulation.events();
        long nanos = run(simulation, seconds);
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        System.out.printf(
                "%,d nodes, %,d bytes, %s: %,d events/s, %,d MiB in use%n",
                count,
                payload,
                name,
                (simulation.events() - before) * 1_000_000_000 / nanos,
                (runtime.totalMemory() - runtime.freeMemory()) >> 20);
    }

    private static long run(Simulation simulation, long seconds) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean(); // others may use the core meanwhile
        long begin = threads.getCurrentThreadCpuTime();
        while (threads.getCurrentThreadCpuTime() - begin < seconds * 1_000_000_000) {
            for (int i = 0; i < 10_000; i++) {
                simulation.step();
            }
        }
        return threads.getCurrentThreadCpuTime() - begin;
    }
}
