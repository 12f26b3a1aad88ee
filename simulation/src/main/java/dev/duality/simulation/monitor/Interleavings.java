// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.monitor;

import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;
import dev.duality.shm.Payload;
import dev.duality.simulation.protocol.Deployment;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Plays a small deployment in every order in which its events can come: each message that is under way may arrive
/// next, whatever was sent before it, and each timer that is set may run out next. So it needs no seed, and leaves no
/// order out.
///
/// Two ways that lead to the same state go on alike, so each state is left once by each of its events. A state is what
/// nodes say of themselves ([Object#toString]), what is under way, and which timers are set.
final class Interleavings {
    /// The states that were seen.
    ///
    /// @param states how many different ones
    /// @param orders in how many ways all events can come one after the other, from the beginning to an end
    /// @param lost in how many states nothing is left to happen, and the work is not done
    /// @param violation what did not hold; empty if all did
    record Seen(long states, BigInteger orders, long lost, Optional<String> violation) {}

    private static final long MOST_STATES = 1_000_000;

    private final Supplier<Deployment> deployments;
    private final Map<String, BigInteger> orders = new HashMap<>(); // by state: how many ways lead on from there
    private long lost;
    private Optional<String> violation = Optional.empty();

    private Interleavings(Supplier<Deployment> deployments) {
        this.deployments = deployments;
    }

    /// @param deployments makes one that does the same each time if its events come in the same order
    static Seen of(Supplier<Deployment> deployments) {
        Interleavings all = new Interleavings(deployments);
        BigInteger orders = all.from(new ArrayList<>());
        return new Seen(all.orders.size(), orders, all.lost, all.violation);
    }

    /// Goes on in every way from where some choices lead.
    /// @return how many orders of the rest there are
    private BigInteger from(List<Integer> choices) {
        Play play = new Play(deployments.get(), choices);
        String state = play.state();
        BigInteger known = orders.get(state);
        if (known != null) {
            return known;
        }
        if (orders.size() == MOST_STATES) {
            throw new IllegalStateException("more than %,d states; make the deployment smaller".formatted(MOST_STATES));
        }
        if (violation.isEmpty()) {
            violation = play.deployment.violation();
        }
        BigInteger ways = BigInteger.ZERO;
        int events = play.events.size();
        for (int choice = 0; choice < events; choice++) {
            choices.add(choice);
            ways = ways.add(from(choices));
            choices.removeLast();
        }
        if (events == 0) {
            ways = BigInteger.ONE;
            lost += play.deployment.finished() ? 0 : 1;
        }
        orders.put(state, ways);
        return ways;
    }

    /// Something that can happen next: a message that arrives, or a timer.
    private record Event(int node, int from, int kind, long sequence, boolean isTimer) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return toString().compareTo(other.toString());
        }
    }

    /// One play up to some point.
    private static final class Play {
        private final Deployment deployment;
        private final List<Node> nodes;
        private final List<Line> lines = new ArrayList<>();
        private final List<Event> events = new ArrayList<>(); // in an order of their own, so that a choice is the same

        Play(Deployment deployment, List<Integer> choices) {
            this.deployment = deployment;
            this.nodes = deployment.nodes();
            for (int node = 0; node < nodes.size(); node++) {
                lines.add(new Line(node));
            }
            for (int node = 0; node < nodes.size(); node++) {
                nodes.get(node).onStart(lines.get(node));
            }
            events.sort(null);
            for (int choice : choices) {
                happen(events.remove(choice));
                events.sort(null);
            }
        }

        private void happen(Event event) {
            Node node = nodes.get(event.node);
            Line line = lines.get(event.node);
            if (event.isTimer) {
                node.onTimer(event.kind, line);
            } else {
                Message message = new Message(0);
                message.address(event.from, event.node);
                message.set(event.kind, event.sequence, 0, 0);
                node.onMessage(message, line);
            }
        }

        String state() {
            return nodes.stream().map(Node::toString).collect(Collectors.joining(";")) + events;
        }

        /// A node's port: what it sends is under way from now on.
        private final class Line implements Port {
            private final int self;
            private final Map<Integer, Message> outgoing = new HashMap<>();

            Line(int self) {
                this.self = self;
            }

            @Override
            public int self() {
                return self;
            }

            @Override
            public long nanos() {
                return 0;
            }

            @Override
            public Message message(int to) {
                return outgoing.computeIfAbsent(to, _ -> new Message(0));
            }

            @Override
            public boolean offer(int to) {
                send(to);
                return true;
            }

            @Override
            public void send(int to) {
                Message message = message(to);
                events.add(new Event(to, self, message.kind(), message.sequence(), false));
            }

            @Override
            public void send(int to, int kind, long sequence, long a, long b, Payload payload) {
                message(to).set(kind, sequence, a, b);
                send(to);
            }

            @Override
            public void schedule(int timer, long delayNanos) {
                cancel(timer);
                events.add(new Event(self, self, timer, 0, true));
            }

            @Override
            public void cancel(int timer) {
                events.remove(new Event(self, self, timer, 0, true));
            }

            @Override
            public int drive() {
                throw new IllegalStateException("who plays drives");
            }

            @Override
            public void idle(int attempt) {
                throw new IllegalStateException("who plays has no time to pass");
            }
        }
    }
}
