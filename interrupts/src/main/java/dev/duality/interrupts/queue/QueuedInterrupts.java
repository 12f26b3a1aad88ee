// SPDX-License-Identifier: Apache-2.0
package dev.duality.interrupts.queue;

import dev.duality.interrupts.Arrangement;
import dev.duality.interrupts.BottomHalf;
import dev.duality.interrupts.Interrupts;
import dev.duality.interrupts.Source;
import dev.duality.interrupts.Tally;
import dev.duality.messaging.Node;
import dev.duality.messaging.Transport;
import dev.duality.messaging.TransportOptions;
import dev.duality.messaging.host.Links;
import dev.duality.messaging.host.ThreadHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;

/// Interrupts over message queues: the nodes of an arrangement on threads, over one transport. Sources have the
/// addresses from 0; then comes the controller, then those that it defers to.
public final class QueuedInterrupts implements Interrupts {
    private final List<SourceNode> sources = new ArrayList<>();
    private final Controller controller;
    private final List<Node> nodes = new ArrayList<>();
    private final ThreadHost host;

    public QueuedInterrupts(
            Arrangement arrangement, BottomHalf bottomHalf, Transport transport, TransportOptions options) {
        for (int source = 0; source < arrangement.sources(); source++) {
            sources.add(new SourceNode(arrangement, source));
        }
        this.controller = Controller.of(arrangement, bottomHalf);
        nodes.addAll(sources);
        nodes.add(controller.node());
        nodes.addAll(controller.deferredTo());
        this.host = new ThreadHost(
                transport,
                options,
                nodes,
                links(arrangement),
                arrangement.waiting(),
                capacity(arrangement),
                arrangement.payloadBytes());
    }

    /// The reason why a transport has no channels for an arrangement here, in one line; empty if it has.
    public static Optional<String> rejects(Arrangement arrangement, Transport transport) {
        return ThreadHost.rejects(
                transport,
                arrangement.sources() + arrangement.servers(),
                links(arrangement),
                capacity(arrangement),
                arrangement.payloadBytes());
    }

    /// Sources and the controller send to each other, and so do the controller and those it defers to, who also send
    /// to the sources.
    private static Links links(Arrangement arrangement) {
        int middle = arrangement.sources();
        return (from, to) -> from != to && (from == middle || to == middle || from > middle && to < middle);
    }

    /// Room for all interrupts that can be under way, and for as many words about them: nobody finds a channel full.
    private static int capacity(Arrangement arrangement) {
        long most = 2L * arrangement.devices() * arrangement.depth() + 64;
        return Math.toIntExact(Long.highestOneBit(2 * most - 1));
    }

    @Override
    public void start(ThreadFactory factory) {
        for (int node = sources.size(); node < nodes.size(); node++) {
            host.start(node, factory);
        }
    }

    @Override
    public Source source(int source) {
        host.port(source);
        return sources.get(source);
    }

    @Override
    public Tally tally(int device) {
        return controller.tally(device);
    }

    @Override
    public Map<String, Long> counts() {
        return host.counts();
    }

    @Override
    public void close() {
        host.close();
    }
}
