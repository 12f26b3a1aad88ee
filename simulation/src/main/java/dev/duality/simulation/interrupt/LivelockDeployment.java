// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.interrupt;

import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;
import dev.duality.shm.SplitMix64;
import dev.duality.simulation.protocol.Deployment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/// Sources of packets and a router, the last node, which counts what became of each packet.
final class LivelockDeployment implements Deployment {
    private final Passage passage;
    private final List<Node> nodes = new ArrayList<>();
    private final long packets;
    private volatile boolean finished;

    /// @param packets how many in all; sources share them
    /// @param perSecond how many come in a second, from all sources together
    LivelockDeployment(Router router, int nodes, long packets, double perSecond, long seed) {
        this(router, nodes, packets, perSecond, seed, RouterNode::new);
    }

    /// @param make makes the router; tests have one that is wrong
    LivelockDeployment(
            Router router,
            int nodes,
            long packets,
            double perSecond,
            long seed,
            BiFunction<Router, Passage, Node> make) {
        int sources = nodes - 1;
        this.passage = new Passage(sources);
        this.packets = packets;
        long gap = Math.max(1, Math.round(1e9 * sources / perSecond));
        for (int source = 0; source < sources; source++) {
            this.nodes.add(new ArrivalsNode(sources, share(packets, source, sources), gap, seed));
        }
        this.nodes.add(new Watched(make.apply(router, passage)));
    }

    private static long share(long packets, int source, int sources) {
        return packets / sources + (source < packets % sources ? 1 : 0);
    }

    /// Looks after each event whether all packets have ended.
    private final class Watched implements Node {
        private final Node router;

        Watched(Node router) {
            this.router = router;
        }

        @Override
        public void onMessage(Message message, Port port) {
            router.onMessage(message, port);
            look();
        }

        @Override
        public void onTimer(int timer, Port port) {
            router.onTimer(timer, port);
            look();
        }

        private void look() {
            if (passage.ended() == packets) {
                finished = true;
            }
        }
    }

    @Override
    public List<Node> nodes() {
        return List.copyOf(nodes);
    }

    /// The model has no crashes.
    @Override
    public Node restarted(int node) {
        throw new IllegalStateException("a router or a source that crashes is no part of the model");
    }

    @Override
    public boolean finished() {
        return finished;
    }

    @Override
    public Optional<String> violation() {
        return passage.violation();
    }

    @Override
    public Optional<String> violationAtEnd() {
        return passage.ended() == packets
                ? Optional.empty()
                : Optional.of(
                        "%d packets were sent, but %d were delivered or dropped".formatted(packets, passage.ended()));
    }

    /// That all packets ended. How many were delivered is a matter of time, and so the host's.
    @Override
    public long digest() {
        return SplitMix64.of(passage.raised(), passage.ended());
    }

    @Override
    public Map<String, Long> counts() {
        return passage.counts();
    }

    long dropped() {
        return passage.ended() - passage.delivered();
    }

    long delivered() {
        return passage.delivered();
    }
}
