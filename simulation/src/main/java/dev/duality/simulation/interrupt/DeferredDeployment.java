// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.interrupt;

import dev.duality.interrupts.Arrangement;
import dev.duality.interrupts.Source;
import dev.duality.interrupts.queue.QueuedNodes;
import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;
import dev.duality.shm.Payload;
import dev.duality.shm.SplitMix64;
import dev.duality.simulation.protocol.Deployment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/// The nodes of a pool, with sources that raise by timers.
final class DeferredDeployment implements Deployment {
    private final Arrangement arrangement;
    private final long everyNanos;
    private final Deferrals deferrals;
    private final QueuedNodes queued;
    private final SplittableRandom random;
    private final List<Node> nodes = new ArrayList<>();

    DeferredDeployment(Arrangement arrangement, long perDevice, long everyNanos, long seed) {
        this(arrangement, perDevice, everyNanos, seed, UnaryOperator.identity());
    }

    /// @param seenAs what the controller is taken for; tests have one that is wrong
    DeferredDeployment(
            Arrangement arrangement, long perDevice, long everyNanos, long seed, UnaryOperator<Node> seenAs) {
        this.arrangement = arrangement;
        this.everyNanos = everyNanos;
        this.deferrals = new Deferrals(arrangement.devices(), perDevice);
        this.queued = new QueuedNodes(arrangement, deferrals, _ -> deferrals.outcomes());
        this.random = new SplittableRandom(seed);
        List<Node> all = queued.nodes();
        for (int node = 0; node < all.size(); node++) {
            nodes.add(
                    node < arrangement.sources()
                            ? new Raising(node, all.get(node), queued.source(node))
                            : node == arrangement.sources() ? seenAs.apply(all.get(node)) : all.get(node));
        }
    }

    /// A source whose devices raise at times of their own: a timer is a device.
    private final class Raising implements Node {
        private final int self;
        private final Node node;
        private final Source source;
        private final Payload empty = new Payload(0);

        Raising(int self, Node node, Source source) {
            this.self = self;
            this.node = node;
            this.source = source;
        }

        @Override
        public void onStart(Port port) {
            node.onStart(port);
            for (int device = self; device < arrangement.devices(); device += arrangement.sources()) {
                port.schedule(device, random.nextLong(everyNanos + 1));
            }
        }

        @Override
        public void onMessage(Message message, Port port) {
            node.onMessage(message, port);
        }

        @Override
        public void onTimer(int device, Port port) {
            long cause = deferrals.raise(device);
            if (!source.raise(device, cause, empty, device)) {
                deferrals.refused(device);
            }
            if (deferrals.hasMore(device)) {
                port.schedule(device, everyNanos);
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
        throw new IllegalStateException("a source or a pool that crashes is no part of the model");
    }

    @Override
    public boolean finished() {
        return deferrals.finished();
    }

    @Override
    public Optional<String> violation() {
        return deferrals.violation();
    }

    @Override
    public Optional<String> violationAtEnd() {
        return deferrals.violationAtEnd(queued::tally);
    }

    /// That all came to an end. What was dropped is a matter of time, and so the host's.
    @Override
    public long digest() {
        return SplitMix64.of(deferrals.counts().get("interrupts"), finished() ? 1 : 0);
    }

    @Override
    public Map<String, Long> counts() {
        return deferrals.counts();
    }

    double unfairness() {
        return deferrals.unfairness();
    }
}
