// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.host;

import dev.duality.messaging.Channel;
import dev.duality.messaging.ChannelSpec;
import dev.duality.messaging.Contract;
import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;
import dev.duality.messaging.Transport;
import dev.duality.messaging.TransportOptions;
import dev.duality.shm.Diagnosis;
import dev.duality.shm.PollLoop;
import dev.duality.shm.Slip;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;

/// Runs nodes on threads, over one transport. Where the transport allows many producers, each node has one channel that
/// all others send to; where it does not, one for each of the others.
///
/// - **Threads:** a node belongs to the thread that [#start]s with it, or to the one that asks for its [#port].
/// - **Errors:** what a node throws ends its thread, uncaught; the thread factory says what happens then.
public final class ThreadHost implements AutoCloseable {
    private final String transport;
    private final Transport.Carrier carrier;
    private final List<Node> nodes;
    private final Waiting waiting;
    private final WaitStrategy[] waits;
    private final boolean shared; // whether a node's senders share one channel
    private final Channel[][] channels; // [to][from], the same one for all `from` where producers share
    private final List<Channel> all = new ArrayList<>();
    private final PollLoop loop = new PollLoop();
    private final ThreadPort[] ports;

    /// Opens the channels. Nothing runs yet.
    /// @param capacity how many messages a channel holds at least, a power of two
    /// @param payloadBytes the longest payload
    public ThreadHost(
            Transport transport,
            TransportOptions options,
            List<? extends Node> nodes,
            Links links,
            Waiting waiting,
            int capacity,
            int payloadBytes) {
        if (nodes.size() > Message.MAX_NODES) {
            throw new Slip("%,d nodes, where %,d can have an address; take fewer workers or owners"
                    .formatted(nodes.size(), Message.MAX_NODES));
        }
        this.nodes = List.copyOf(nodes);
        this.waiting = waiting;
        this.waits = WaitStrategy.of(waiting, nodes.size());
        this.ports = new ThreadPort[nodes.size()];
        this.channels = new Channel[nodes.size()][nodes.size()];
        this.transport = transport.name();
        this.carrier = given(transport.start(options), "carrier from start");
        this.shared = transport.contract().producers() == Contract.Many.MANY;
        try {
            for (int to = 0; to < nodes.size(); to++) {
                connect(to, links, capacity, payloadBytes);
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /// The reason why a transport has no such channels here as a host would open, see [Transport#rejects]; empty if it
    /// has.
    public static Optional<String> rejects(
            Transport transport, int nodes, Links links, int capacity, int payloadBytes) {
        boolean shared = transport.contract().producers() == Contract.Many.MANY;
        int channels = 0;
        int most = 1; // producers of one channel
        for (int to = 0; to < nodes; to++) {
            int producers = producers(nodes, links, to);
            channels += shared ? Math.min(producers, 1) : producers;
            most = shared ? Math.max(most, producers) : most;
        }
        return transport.rejects(new ChannelSpec("to-0", most, 1, capacity, payloadBytes), channels);
    }

    private static int producers(int nodes, Links links, int to) {
        int producers = 0;
        for (int from = 0; from < nodes; from++) {
            producers += links.connects(from, to) ? 1 : 0;
        }
        return producers;
    }

    private void connect(int to, Links links, int capacity, int payloadBytes) {
        int producers = producers(nodes.size(), links, to);
        Channel inbox = shared && producers > 0
                ? open(new ChannelSpec("to-" + to, producers, 1, capacity, payloadBytes))
                : null;
        for (int from = 0; from < nodes.size(); from++) {
            if (links.connects(from, to)) {
                channels[to][from] =
                        shared ? inbox : open(new ChannelSpec(from + "-to-" + to, 1, 1, capacity, payloadBytes));
            }
        }
    }

    private Channel open(ChannelSpec spec) {
        Channel channel = given(carrier.open(spec), "channel from Carrier.open");
        all.add(channel);
        return channel;
    }

    private <T> T given(T given, String what) {
        if (given == null) {
            throw new Diagnosis("transport %s gave null in place of a %s".formatted(transport, what));
        }
        return given;
    }

    /// The port of a node that the calling thread drives itself. Asked for once.
    public Port port(int node) {
        return connected(node);
    }

    private ThreadPort connected(int node) {
        Channel.Sender[] senders = new Channel.Sender[nodes.size()];
        for (int to = 0; to < senders.length; to++) {
            if (channels[to][node] != null) {
                senders[to] = given(channels[to][node].sender(), "sender from Channel.sender");
            }
        }
        List<Channel.Receiver> receivers = new ArrayList<>();
        for (Channel channel : channels[node]) {
            if (channel != null && (receivers.isEmpty() || !shared)) {
                receivers.add(given(channel.receiver(), "receiver from Channel.receiver"));
            }
        }
        if (receivers.isEmpty()) {
            receivers.add((_, _) -> 0); // nobody sends to it
        }
        ThreadPort port = new ThreadPort(
                node, nodes.get(node), senders, receivers.toArray(Channel.Receiver[]::new), waits, waiting);
        ports[node] = port;
        nodes.get(node).onStart(port);
        return port;
    }

    /// Starts a thread that drives a node until the host is closed.
    public void start(int node, ThreadFactory factory) {
        loop.start(factory, () -> connected(node));
    }

    /// The `failed polls` of all nodes, which are their looks for messages that found none, and their `refused offers`,
    /// which are sends that found the way full. Read when the nodes' threads rest.
    public Map<String, Long> counts() {
        long failed = 0;
        long refused = 0;
        for (int node = 0; node < ports.length; node++) {
            failed += failedPolls(node);
            refused += refusedOffers(node);
        }
        return Map.of("failed polls", failed, "refused offers", refused);
    }

    long failedPolls(int node) {
        return ports[node] == null ? 0 : ports[node].failedPolls();
    }

    long refusedOffers(int node) {
        return ports[node] == null ? 0 : ports[node].refusedOffers();
    }

    /// Ends the threads, waits until they are gone, and then frees the channels: no node is inside one of them any
    /// more. An interrupt of the calling thread does not cut that short, and is kept for it. Not for the host's own
    /// threads.
    @Override
    public void close() {
        loop.close();
        all.forEach(Channel::close);
        all.clear();
        carrier.close();
    }
}
