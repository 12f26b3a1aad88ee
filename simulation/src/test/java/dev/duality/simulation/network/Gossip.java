// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.network;

import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;
import java.util.ArrayList;
import java.util.List;

/// A node that passes each message on to somebody, with more or less payload, until it has hopped often enough; its
/// timer begins new ones.
final class Gossip implements Node {
    private static final int TICKS = 5;

    private final int nodes;
    private final int payloadBytes;
    private final int hops;
    private final RandomDraws draws = new RandomDraws();
    private int ticks;

    Gossip(int self, int nodes, int payloadBytes, int hops) {
        this.nodes = nodes;
        this.payloadBytes = payloadBytes;
        this.hops = hops;
        draws.begin(self);
    }

    static List<Node> nodes(int count, int payloadBytes, int hops) {
        List<Node> nodes = new ArrayList<>();
        for (int node = 0; node < count; node++) {
            nodes.add(new Gossip(node, count, payloadBytes, hops));
        }
        return nodes;
    }

    @Override
    public void onStart(Port port) {
        port.schedule(7, 1_000);
        pass(port, hops);
    }

    @Override
    public void onMessage(Message message, Port port) {
        if (message.a() > 0) {
            pass(port, message.a() - 1);
        }
    }

    @Override
    public void onTimer(int timer, Port port) {
        pass(port, hops);
        if (++ticks < TICKS) {
            port.schedule(timer, 1_000 + draws.below(100_000));
        }
    }

    private void pass(Port port, long left) {
        int to = (port.self() + 1 + (int) draws.below(nodes - 1)) % nodes;
        Message message = port.message(to);
        message.set(1, left, left, 0).payload().length((int) draws.below(payloadBytes + 1));
        port.send(to);
    }
}
