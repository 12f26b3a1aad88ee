// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.run;

import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;
import dev.duality.simulation.protocol.Deployment;
import dev.duality.simulation.protocol.FaultKind;
import dev.duality.simulation.protocol.Protocol;
import dev.duality.workloads.Setting;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// A protocol that is wrong: clients ask until they are answered, and the owner counts every request it gets; one that
/// comes twice it counts twice.
final class Counted implements Protocol {
    static final int CALLS = 50;

    @Override
    public String name() {
        return "counted";
    }

    @Override
    public String description() {
        return "counts what comes twice twice";
    }

    @Override
    public Set<FaultKind> withstands() {
        return EnumSet.of(FaultKind.DUPLICATION, FaultKind.PAUSE, FaultKind.LOSS);
    }

    @Override
    public Deployment deployment(Setting setting, int nodes) {
        return new Counting(nodes);
    }

    private static final class Counting implements Deployment {
        private final int clients;
        private final AtomicInteger unfinished;
        private final long[] counted;

        Counting(int nodes) {
            this.clients = nodes - 1;
            this.unfinished = new AtomicInteger(clients);
            this.counted = new long[clients];
        }

        @Override
        public List<Node> nodes() {
            List<Node> nodes = new ArrayList<>();
            for (int client = 0; client < clients; client++) {
                nodes.add(new Client());
            }
            nodes.add((message, port) -> {
                counted[message.from()]++;
                port.message(message.from())
                        .set(0, message.sequence(), 0, 0)
                        .payload()
                        .length(0);
                port.send(message.from());
            });
            return nodes;
        }

        /// Asks once more if no answer has come, and goes on with the next when one has.
        private final class Client implements Node {
            private long call;

            @Override
            public void onStart(Port port) {
                ask(port);
            }

            @Override
            public void onMessage(Message reply, Port port) {
                if (reply.sequence() == call) {
                    call++;
                    if (call < CALLS) {
                        ask(port);
                    } else {
                        port.cancel(0);
                        unfinished.decrementAndGet();
                    }
                }
            }

            @Override
            public void onTimer(int timer, Port port) {
                ask(port);
            }

            private void ask(Port port) {
                port.message(clients).set(0, call, 0, 0).payload().length(0);
                port.send(clients);
                port.schedule(0, 50_000_000);
            }
        }

        @Override
        public Node restarted(int node) {
            throw new IllegalStateException("nobody crashes");
        }

        @Override
        public boolean finished() {
            return unfinished.get() == 0;
        }

        @Override
        public Optional<String> violation() {
            for (int client = 0; client < clients; client++) {
                if (counted[client] > CALLS) {
                    return Optional.of(
                            "client %d made %d calls, and %d were counted".formatted(client, CALLS, counted[client]));
                }
            }
            return Optional.empty();
        }

        @Override
        public long digest() {
            long digest = 0;
            for (long count : counted) {
                digest = 31 * digest + count;
            }
            return digest;
        }

        @Override
        public Map<String, Long> counts() {
            Map<String, Long> counts = new LinkedHashMap<>();
            counts.put("calls", (long) clients * CALLS);
            return counts;
        }
    }
}
