// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.network;

/// Ten thousand nodes that talk to anybody, in a process of its own; says how much happened.
public final class Crowd {
    private static final int NODES = 10_000;
    private static final int PAYLOAD = 1_024;
    private static final int HOPS = 60;

    private Crowd() {}

    public static void main(String[] args) {
        Network network = new Network(Delay.logNormal(100_000, 1), 0.001, 0.001, 0.01, 100);
        Simulation simulation = new Simulation(Gossip.nodes(NODES, PAYLOAD, HOPS), network, 1, PAYLOAD)
                .plan(new NodeFaults(50, 50, 2, 1_000_000, 20_000).draw(1, NODES))
                .restartWith(node -> new Gossip(node, NODES, PAYLOAD, HOPS));
        simulation.start();
        long events = 0;
        while (simulation.step()) {
            events++;
        }
        System.out.println(events);
    }
}
